//! The bare writer on PostgreSQL: one connection, a group's rows pipelined, one commit.

use futures_util::future::try_join_all;
use tokio::sync::mpsc;
use tokio_postgres::{Client, NoTls, Statement, types::ToSql};
use trials::Failed;

use super::{Cell, MOST, SignIn};

/// Empties the public schema, for a new park.
pub async fn empty(url: &str) -> Result<(), Failed> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    client
        .batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .await?;
    Ok(())
}

/// Makes a table like the park's own beside it, and starts the writer.
pub async fn writer(url: &str) -> Result<mpsc::Sender<SignIn>, Failed> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    client
        .batch_execute(
            "DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE attendance INCLUDING ALL)",
        )
        .await?;
    let named = "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name = 'bare' ORDER BY ordinal_position";
    let columns: Vec<String> = client
        .query(named, &[])
        .await?
        .iter()
        .map(|row| row.get(0))
        .collect();
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    let text = format!(
        "INSERT INTO bare ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    );
    let insert = client.prepare(&text).await?;
    let (queue, jobs) = mpsc::channel(4_096);
    tokio::spawn(async move {
        if let Err(error) = write(&client, &insert, &columns, jobs).await {
            eprintln!("{error}");
        }
    });
    Ok(queue)
}

type Param<'a> = Box<dyn ToSql + Sync + Send + 'a>;

fn params<'a>(sign_in: &'a SignIn, columns: &[String], insert: &Statement) -> Vec<Param<'a>> {
    let types = insert.params().iter();
    let one = |(name, kind): (&String, &tokio_postgres::types::Type)| -> Param<'a> {
        match sign_in.column(name) {
            Cell::Whole(n) => Box::new(n),
            Cell::Text(text) => Box::new(text),
            Cell::Own(text) => Box::new(text),
            Cell::None if *kind == tokio_postgres::types::Type::INT8 => Box::new(None::<i64>),
            Cell::None => Box::new(None::<String>),
        }
    };
    columns.iter().zip(types).map(one).collect()
}

async fn write(
    client: &Client,
    insert: &Statement,
    columns: &[String],
    mut jobs: mpsc::Receiver<SignIn>,
) -> Result<(), Failed> {
    while let Some(first) = jobs.recv().await {
        let mut group = vec![first];
        while group.len() < MOST
            && let Ok(next) = jobs.try_recv()
        {
            group.push(next);
        }
        let rows: Vec<_> = group
            .iter()
            .map(|sign_in| params(sign_in, columns, insert))
            .collect();
        let begin = client.batch_execute("BEGIN");
        let inserts = try_join_all(rows.iter().map(|row| {
            client.execute_raw(
                insert,
                row.iter().map(|cell| &**cell as &(dyn ToSql + Sync)),
            )
        }));
        let commit = client.batch_execute("COMMIT");
        // Polled in this order, so they go out in this order without waiting for each other.
        let (begun, inserted, committed) = tokio::join!(biased; begin, inserts, commit);
        begun?;
        inserted?;
        committed?;
        drop(rows);
        for sign_in in group {
            let _ = sign_in.done.send(());
        }
    }
    Ok(())
}
