//! `youju user add` and `youju token add`: accounts and programs' tokens without the pages.
//!
//! In: a login, a name, a role, perhaps areas. Out: the account, with a password that is shown
//! once; or a token that is shown once. Only their hash and digest are kept.

use base::{Answer, Ask, Lang, Role};
use clap::{Args, Subcommand};
use store::Write;

use super::{Failure, Place, place, taking};
use crate::access::{account, beside, password, token};

/// 账号 / Accounts
#[derive(Args, Debug)]
pub struct User {
    #[command(subcommand)]
    what: UserWhat,
}

#[derive(Subcommand, Debug)]
enum UserWhat {
    /// 新增账号 / Add an account
    Add(UserAdd),
    /// 让一个账号也能进入同一数据库里的其他园区 / Let an account enter other parks of this database too
    Join(UserJoin),
}

#[derive(Args, Debug)]
struct UserJoin {
    #[command(flatten)]
    place: Place,
    /// 登录名,在各园区相同 / Login, the same in each park
    #[arg(long)]
    login: String,
    /// 也能进入的园区,可以有几个;不写就收回 / The parks it may enter too; taken back when none
    #[arg(long = "with", value_name = "PARK")]
    with: Vec<String>,
}

#[derive(Args, Debug)]
struct UserAdd {
    #[command(flatten)]
    place: Place,
    /// 登录名 / Login
    #[arg(long)]
    login: String,
    /// 姓名 / Name
    #[arg(long)]
    name: String,
    /// 角色:owner manager staff counsellor supervisor hotline_operator street_office district_office community assessor / Role
    #[arg(long, value_parser = role)]
    role: Role,
    /// 负责的地区名称,可以有几个;不写就是整个园区 / Areas by name; all of the park when none
    #[arg(long = "area", value_name = "NAME")]
    areas: Vec<String>,
}

/// 程序接口的令牌 / Tokens for programs
#[derive(Args, Debug)]
pub struct Token {
    #[command(subcommand)]
    what: TokenWhat,
}

#[derive(Subcommand, Debug)]
enum TokenWhat {
    /// 为一个账号新增令牌 / Add a token for an account
    Add(TokenAdd),
}

#[derive(Args, Debug)]
struct TokenAdd {
    #[command(flatten)]
    place: Place,
    /// 令牌所属账号的登录名 / The login of the account it acts as
    #[arg(long)]
    login: String,
    /// 用途 / What it is for
    #[arg(long, default_value = "")]
    purpose: String,
}

fn role(code: &str) -> Result<Role, String> {
    Role::of(code).ok_or_else(|| Role::ALL.map(Role::code).join(" "))
}

impl User {
    /// Adds the account.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let add = match self.what {
            UserWhat::Add(add) => add,
            UserWhat::Join(join) => return join.run(lang).await,
        };
        let opened = add.place.open().await?;
        let (park, _) = opened.park(&add.place).await?;
        let secret = seal::token::fresh();
        let account = Account {
            login: add.login.clone(),
            name: add.name,
            role: add.role,
            areas: add.areas,
            password: secret.clone(),
        };
        add_account(&opened, park, account).await?;
        opened.store.close().await;
        match lang {
            Lang::Zh => tell!(
                "已新增账号 {}。初始口令（只显示这一次，登录后请换掉）：\n{secret}",
                add.login
            )?,
            Lang::En => tell!(
                "The account {} is made. Its first password, shown this once; change it after signing in:\n{secret}",
                add.login
            )?,
        }
        Ok(())
    }
}

impl UserJoin {
    async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let (park, _) = opened.park(&self.place).await?;
        let account = with_login(&opened, park, &self.login).await?;
        let mut joined = Vec::new();
        for name in &self.with {
            let named = Place {
                park: Some(name.clone()),
                ..self.place.clone()
            };
            let (park, _) = opened.park(&named).await?;
            let account = with_login(&opened, park, &self.login).await?;
            joined.push(beside::Joined { park, account });
        }
        beside::join(&opened.store, (park, account), &joined).await?;
        opened.store.close().await;
        match lang {
            Lang::Zh => tell!(
                "{} 现在还可以进入 {} 个园区（在“我”这一页）。",
                self.login,
                joined.len()
            )?,
            Lang::En => tell!(
                "{} may now enter {} more park(s), from the page of their own.",
                self.login,
                joined.len()
            )?,
        }
        Ok(())
    }
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct Account {
    /// What it signs in as.
    pub login: String,
    /// Whose it is.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Its areas by name.
    pub areas: Vec<String>,
    /// Its password.
    pub password: String,
}

impl From<&crate::demo::DemoAccount> for Account {
    fn from(demo: &crate::demo::DemoAccount) -> Account {
        Account {
            login: demo.login.to_owned(),
            name: demo.name.to_owned(),
            role: Role::of(demo.role).unwrap_or(Role::Staff),
            areas: demo
                .areas
                .split('、')
                .filter(|a| !a.is_empty())
                .map(str::to_owned)
                .collect(),
            password: demo.password.to_owned(),
        }
    }
}

/// Makes an account with its password.
///
/// # Errors
/// When the login is taken, an area unknown, or the store fails.
pub async fn add_account(
    opened: &super::Opened,
    park: base::Id,
    account: Account,
) -> Result<base::Id, Failure> {
    let kind = opened
        .store
        .catalogue()
        .kind(account::KIND)
        .ok_or_else(|| Failure::ours("no accounts"))?;
    let login = base::folded(&account.login);
    let cells = [
        ("login", login),
        ("name", account.name),
        ("role", account.role.code().to_owned()),
        ("areas", account.areas.join("、")),
    ];
    let mut row = taking::row(kind, &cells);
    row.aim = crate::intake::Aim::New;
    let how = taking::taking(opened, park, "user add").await?;
    let done = taking::rows(&opened.store, &how, vec![row]).await?;
    let id = *done
        .ids
        .first()
        .ok_or_else(|| Failure::ours("no account"))?;
    let keep = password::keep(id, account.password)
        .await
        .map_err(|stop| Failure::ours(stop.words().en))?;
    opened
        .store
        .write(Write::of(how.scope, how.act, vec![keep]))
        .await?;
    Ok(id)
}

/// The account of this login in a park.
async fn with_login(
    opened: &super::Opened,
    park: base::Id,
    login: &str,
) -> Result<base::Id, Failure> {
    let scope = store::Scope::system(park, "an account named on the command line");
    let asks = vec![Ask::Natural {
        kind: account::KIND.to_owned(),
        keys: vec![base::folded(login)],
    }];
    let found = opened.store.ask(&scope, store::Moment::Now, asks).await?;
    let account = found.into_iter().flat_map(Answer::many).next();
    let missing = Failure::say(
        format!("没有账号 {login}。"),
        format!("There is no account {login}."),
    );
    Ok(account.ok_or(missing)?.id)
}

impl Token {
    /// Adds the token.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let TokenWhat::Add(add) = self.what;
        let opened = add.place.open().await?;
        let (park, _) = opened.park(&add.place).await?;
        let account = with_login(&opened, park, &add.login).await?;
        let made = token::add(
            &opened.store,
            park,
            account,
            &add.purpose,
            (place::clock())(),
        )
        .await;
        let secret = made.map_err(|stop| Failure::ours(stop.words().en))?;
        opened.store.close().await;
        match lang {
            Lang::Zh => tell!("令牌（只显示这一次）：")?,
            Lang::En => tell!("The token, shown this once:")?,
        }
        tell!("{secret}")?;
        Ok(())
    }
}
