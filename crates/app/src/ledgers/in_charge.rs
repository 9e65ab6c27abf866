//! Who may be put in charge of a record: the accounts that its links offer.
//!
//! In: a kind whose fields point at accounts. Out: names and identities of those whose role
//! reads the kind, for whoever may write it; nothing else of an account leaves here. One that
//! was closed is offered only where the record has it already.

use base::{Answer, Ask, Filter, Id, Kind, Operand, Record, Role, Selection, Sort, Test, Value};
use store::Moment;

use crate::{
    access::account,
    front::{Call, Stop},
};

/// Nobody picks from more; a park has a few dozen accounts.
const MOST: u32 = 500;

/// The accounts that may be in charge of a record of this kind, and those that are.
///
/// # Errors
/// A fault of the store.
pub async fn of(
    call: &Call,
    kind: &'static Kind,
    record: Option<&Record>,
) -> Result<Vec<(Id, String)>, Stop> {
    let accounts = account::kind(&call.house)?;
    let ask = Ask::Rows {
        selection: Selection::all(accounts.name).and(offered(kind, record)),
        sort: Sort {
            field: accounts.label.to_owned(),
            descending: false,
        },
        after: None,
        limit: MOST,
    };
    let named = |r: Record| Some((r.id, r.text(accounts, accounts.label)?.to_owned()));
    let found = by_the_door(call, ask).await?;
    Ok(found.into_iter().filter_map(named).collect())
}

/// The names of these accounts.
///
/// # Errors
/// A fault of the store.
pub async fn names(call: &Call, ids: &[Id]) -> Result<Vec<(Id, String)>, Stop> {
    let accounts = account::kind(&call.house)?;
    let ask = Ask::Many {
        kind: accounts.name.to_owned(),
        ids: ids.to_vec(),
    };
    let named = |r: Record| Some((r.id, r.text(accounts, accounts.label)?.to_owned()));
    let found = by_the_door(call, ask).await?;
    Ok(found.into_iter().filter_map(named).collect())
}

async fn by_the_door(call: &Call, ask: Ask) -> Result<Vec<Record>, Stop> {
    let house = &call.house;
    let answers = house.store.ask(&house.door, Moment::Now, vec![ask]).await?;
    Ok(answers.into_iter().flat_map(Answer::many).collect())
}

fn offered(kind: &'static Kind, record: Option<&Record>) -> Filter {
    let reads = |role: &&Role| kind.rights.read.has(**role);
    let roles = Role::ALL.iter().filter(reads);
    let roles = roles.map(|role| Operand::Is(Value::from(role.code())));
    let open = Filter::leaf("role", Test::In(roles.collect())).and(Filter::Not {
        not: Box::new(Filter::is("closed", true)),
    });
    let here = record.into_iter().flat_map(|record| {
        let fields = kind
            .fields
            .iter()
            .filter(|f| f.targets().contains(&account::KIND));
        fields
            .filter_map(|f| record.value(kind, f.name))
            .flat_map(Value::ids)
    });
    let here: Vec<i64> = here.map(|id| id.0).collect();
    Filter::Any {
        any: vec![open, Filter::ids(here)],
    }
}
