//! How a connection to PostgreSQL is kept from being read or led astray on its way.
//!
//! In: the database's URL, with the `sslmode` and `sslrootcert` that `psql` knows. Out: where
//! to connect, and how what answers there is checked. What asks for encryption is never sent
//! plain: where it cannot be had, nothing is sent.
//!
//! `disable` is plain; `prefer` encrypts where the server can; `require` always; `verify-ca`
//! takes only a certificate signed by one of those in `sslrootcert` (else the system's), and
//! `verify-full` also looks at the name in it. Without a word it is `prefer`, and plain on the
//! machine itself.

use std::sync::Arc;

use rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        verify_server_cert_signed_by_trust_anchor, verify_server_name,
    },
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
    server::ParsedCertificate,
};
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Fault;

/// Where to connect, and how to check what answers.
pub(super) struct Target {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

impl Target {
    /// # Errors
    /// `Unreachable` when the URL says something nobody knows, or its certificates cannot be
    /// read.
    pub(super) fn of(url: &str) -> Result<Target, Fault> {
        let (bare, mode, roots) = taken_apart(url);
        let mut config: Config = bare
            .parse()
            .map_err(|_| unclear("网址读不懂", "the URL cannot be read"))?;
        let (ssl, chain, name) = match mode.as_deref() {
            None if config.get_hosts().iter().all(is_here) => (SslMode::Disable, false, false),
            // As `psql` does: certificates named are looked at.
            Some("require") => (SslMode::Require, roots.is_some(), false),
            None | Some("allow" | "prefer") => (SslMode::Prefer, false, false),
            Some("disable") => (SslMode::Disable, false, false),
            Some("verify-ca") => (SslMode::Require, true, false),
            Some("verify-full") => (SslMode::Require, true, true),
            Some(_) => {
                return Err(unclear(
                    "sslmode 只能是 disable、prefer、require、verify-ca、verify-full",
                    "sslmode is one of disable, prefer, require, verify-ca, verify-full",
                ));
            }
        };
        config.ssl_mode(ssl);
        let known = if chain { Some(known(roots)?) } else { None };
        let tls = checking(known, name).map_err(|error| Fault::Program(error.to_string()))?;
        Ok(Target { config, tls })
    }
}

fn unclear(zh: &str, en: &str) -> Fault {
    Fault::Unreachable(format!("{zh} / {en}"))
}

/// The URL without `sslmode` and `sslrootcert`, and these.
fn taken_apart(url: &str) -> (String, Option<String>, Option<String>) {
    let (mut mode, mut roots) = (None, None);
    let mut other = |pair: &&str| {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => roots = Some(value.replace("%2F", "/")),
            _ => return true,
        }
        false
    };
    let bare = match url.split_once('?') {
        Some((bare, query)) => {
            let rest: Vec<&str> = query.split('&').filter(&mut other).collect();
            if rest.is_empty() {
                bare.to_owned()
            } else {
                format!("{bare}?{}", rest.join("&"))
            }
        }
        None if url.contains("://") => url.to_owned(),
        None => {
            let rest: Vec<&str> = url.split_whitespace().filter(&mut other).collect();
            rest.join(" ")
        }
    };
    (bare, mode, roots)
}

/// Whether it is this very machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1" | "[::1]"),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The certificates that are trusted.
fn known(file: Option<String>) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let found: Vec<_> = match &file {
        Some(file) => CertificateDer::pem_file_iter(file)
            .and_then(Iterator::collect)
            .map_err(|error| {
                unclear(
                    &format!("sslrootcert 读不了：{file}"),
                    &format!("sslrootcert cannot be read: {file}: {error}"),
                )
            })?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    if found.is_empty() {
        return Err(unclear(
            "没有可信的证书，请用 sslrootcert 写明文件",
            "no certificate is trusted; name a file with sslrootcert",
        ));
    }
    Ok(found)
}

fn checking(
    known: Option<Vec<CertificateDer<'static>>>,
    name: bool,
) -> Result<MakeRustlsConnect, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let known = known.map(|own| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(own.iter().cloned());
        (own, roots)
    });
    let check = Check {
        known,
        name,
        provider: provider.clone(),
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(check))
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// What is asked of the server's certificate.
#[derive(Debug)]
struct Check {
    /// The certificates trusted, and what they sign; none when any will do.
    known: Option<(Vec<CertificateDer<'static>>, RootCertStore)>,
    /// Whether the server's name must stand in it.
    name: bool,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Check {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        server: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some((own, roots)) = &self.known {
            let certificate = ParsedCertificate::try_from(shown)?;
            // One that signed itself stands in the file as it is.
            if !own.iter().any(|one| one == shown) {
                let all = self.provider.signature_verification_algorithms.all;
                verify_server_cert_signed_by_trust_anchor(&certificate, roots, between, now, all)?;
            }
            if self.name {
                verify_server_name(&certificate, server)?;
            }
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_taken_apart() {
        let cases = [
            ("postgres://h/d", "postgres://h/d", None, None),
            (
                "postgres://h/d?sslmode=require",
                "postgres://h/d",
                Some("require"),
                None,
            ),
            (
                "postgres://h/d?a=1&sslrootcert=%2Fr.pem&sslmode=verify-full",
                "postgres://h/d?a=1",
                Some("verify-full"),
                Some("/r.pem"),
            ),
            (
                "host=h sslmode=verify-ca user=u",
                "host=h user=u",
                Some("verify-ca"),
                None,
            ),
        ];
        for (url, bare, mode, roots) in cases {
            let (b, m, r) = taken_apart(url);
            assert_eq!(
                (b.as_str(), m.as_deref(), r.as_deref()),
                (bare, mode, roots)
            );
        }
    }

    #[test]
    fn what_asks_for_encryption_is_never_plain() {
        for (url, mode) in [
            ("postgres://localhost/d", Some(SslMode::Disable)),
            ("postgres://far/d", Some(SslMode::Prefer)),
            (
                "postgres://localhost/d?sslmode=require",
                Some(SslMode::Require),
            ),
            (
                "postgres://far/d?sslmode=verify-full",
                Some(SslMode::Require),
            ),
            ("postgres://far/d?sslmode=verify-ca", Some(SslMode::Require)),
            ("postgres://far/d?sslmode=verify_full", None),
            ("postgres://far/d?sslmode=", None),
            (
                "postgres://far/d?sslmode=require&sslrootcert=/none.pem",
                None,
            ),
        ] {
            let found = Target::of(url).ok().map(|t| t.config.get_ssl_mode());
            assert_eq!(found, mode, "{url}");
        }
    }
}
