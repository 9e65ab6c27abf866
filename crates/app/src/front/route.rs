//! The list of everything that can be asked of the program, each with the right it needs.
//!
//! In: a path, a right, a handler. Out: the list itself (the permission table and the API's
//! description are read from it) and the server's router. An address without a right does
//! not compile, and a GET is given nothing to write with but what it reads.

use std::sync::Arc;

use axum::{Router, http::Method, response::Response, routing::MethodFilter};
use base::Roles;
use futures_util::future::BoxFuture;

use super::{Call, House, Stop, asked};

/// What somebody must be allowed to come in by an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Anybody.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may read the kind named in the path.
    Read,
    /// Whoever may add to and change the kind named in the path.
    Write,
    /// Whoever may remove from the kind named in the path.
    Remove,
    /// Whoever holds one of these roles.
    Have(Roles),
}

/// What an address takes in its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it only reads.
    Nothing,
    /// A form's pairs, up to 1 MB.
    Form,
    /// A form with files, up to 64 MB.
    Upload,
    /// JSON, up to 1 MB.
    Json,
}

/// What a handler gives: the answer, or why there is none.
pub type Done = Result<Response, Stop>;

type Handler = Arc<dyn Fn(Call) -> BoxFuture<'static, Done> + Send + Sync>;

/// One address.
#[derive(Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with `{kind}` and `{id}` where they vary.
    pub path: &'static str,
    /// Who may come in.
    pub right: Right,
    /// What it takes.
    pub takes: Takes,
    handler: Handler,
}

/// All addresses.
#[derive(Clone, Default)]
pub struct Routes(Vec<Route>);

impl Routes {
    /// An address that shows something and never writes.
    #[must_use]
    pub fn get<H, F>(self, path: &'static str, right: Right, handler: H) -> Routes
    where
        H: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Done> + Send + 'static,
    {
        self.add((Method::GET, Takes::Nothing), path, right, handler)
    }

    /// An address that takes a form.
    #[must_use]
    pub fn post<H, F>(self, path: &'static str, right: Right, handler: H) -> Routes
    where
        H: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Done> + Send + 'static,
    {
        self.add((Method::POST, Takes::Form), path, right, handler)
    }

    /// An address that takes a form with files.
    #[must_use]
    pub fn upload<H, F>(self, path: &'static str, right: Right, handler: H) -> Routes
    where
        H: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Done> + Send + 'static,
    {
        self.add((Method::POST, Takes::Upload), path, right, handler)
    }

    /// An address that takes JSON by a method other than GET.
    #[must_use]
    pub fn json<H, F>(self, method: Method, path: &'static str, right: Right, handler: H) -> Routes
    where
        H: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Done> + Send + 'static,
    {
        self.add((method, Takes::Json), path, right, handler)
    }

    fn add<H, F>(
        mut self,
        (method, takes): (Method, Takes),
        path: &'static str,
        right: Right,
        handler: H,
    ) -> Routes
    where
        H: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Done> + Send + 'static,
    {
        self.0.push(Route {
            method,
            path,
            right,
            takes,
            handler: Arc::new(move |call| Box::pin(handler(call))),
        });
        self
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, more: Routes) -> Routes {
        self.0.extend(more.0);
        self
    }

    /// The list.
    pub fn list(&self) -> &[Route] {
        &self.0
    }

    /// The router that answers them, and everything else with «not there».
    pub fn router(self, house: Arc<House>) -> Router {
        let mut router = Router::new();
        for route in self.0 {
            let house = house.clone();
            let filter = MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET);
            let path = route.path;
            let answer = axum::routing::on(filter, move |request| {
                asked::answer(house.clone(), route.clone(), request)
            });
            router = router.route(path, answer);
        }
        let lost = house.clone();
        let wrong = house.clone();
        router
            .method_not_allowed_fallback(move |request| {
                asked::not_there(
                    wrong.clone(),
                    request,
                    axum::http::StatusCode::METHOD_NOT_ALLOWED,
                )
            })
            .fallback(move |request| {
                asked::not_there(lost.clone(), request, axum::http::StatusCode::NOT_FOUND)
            })
            .layer(axum::middleware::from_fn_with_state(house, asked::dressed))
    }
}

impl Route {
    /// Hands a call to its handler.
    pub async fn run(&self, call: Call) -> Done {
        (self.handler)(call).await
    }
}
