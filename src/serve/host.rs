//! The hosts that requests may name. A web page can point its own domain at this machine's address, and its scripts
//! could then read the preview; so requests with unknown hosts are refused.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

/// How many refused hosts are reported, since a web page can make up any number of them.
const MOST_REPORTED: usize = 8;

/// The hosts that requests may name.
#[derive(Debug)]
pub(super) struct Hosts {
    /// The given host and the allowed ones, in lower case.
    known: Vec<String>,
    /// The address of the socket.
    address: IpAddr,
    reported: Mutex<BTreeSet<String>>,
}

impl Hosts {
    pub(super) fn new(given: &str, allowed: &[String], address: SocketAddr) -> Self {
        let known = allowed.iter().map(String::as_str).chain([given]);
        Self {
            known: known.map(|host| bare(host).to_ascii_lowercase()).collect(),
            address: address.ip(),
            reported: Mutex::default(),
        }
    }

    /// Whether a request may name `host`, which is in lower case and without a port. Old clients name none, but no
    /// browser is among them.
    pub(super) fn allow(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return true };
        let host = bare(host);
        let name = host.strip_suffix('.').unwrap_or(host);
        if name == "localhost" || name.ends_with(".localhost") || self.knows(name) {
            return true;
        }
        match host.parse::<IpAddr>() {
            // With a socket on all addresses, any address is fine; a page cannot forge one, unlike a name.
            Ok(address) => {
                address.is_loopback() || address == self.address || self.address.is_unspecified()
            }
            Err(_) => false,
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|known| known == name)
    }

    /// Whether a refused host should be reported: each host once, and only if it consists of name characters, since the
    /// report includes it in a command.
    pub(super) fn is_news(&self, host: &str) -> bool {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        !host.is_empty()
            && host.chars().all(is_part)
            && reported.len() < MOST_REPORTED
            && reported.insert(host.to_owned())
    }
}

/// A host without the brackets around an IPv6 address.
fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::{Hosts, MOST_REPORTED};

    fn hosts(address: &str) -> Hosts {
        Hosts::new(
            "Given",
            &["my.test".to_owned(), "[2001:DB8::1]".to_owned()],
            address.parse().unwrap(),
        )
    }

    #[test]
    fn only_this_machine_and_the_allowed_hosts_are_named() {
        for (host, on_loopback, on_all) in [
            (None, true, true),
            (Some("localhost"), true, true),
            (Some("localhost."), true, true),
            (Some("a.localhost"), true, true),
            (Some("127.0.0.1"), true, true),
            (Some("127.9.9.9"), true, true),
            (Some("[::1]"), true, true),
            (Some("given"), true, true),
            (Some("my.test"), true, true),
            (Some("[2001:db8::1]"), true, true),
            (Some("192.168.1.2"), false, true),
            (Some("evil-localhost"), false, false),
            (Some("localhost.evil"), false, false),
            (Some("a.my.test"), false, false),
            (Some("example.org"), false, false),
            (Some(""), false, false),
        ] {
            for (address, expected) in [("127.0.0.1:80", on_loopback), ("0.0.0.0:80", on_all)] {
                assert_eq!(
                    hosts(address).allow(host),
                    expected,
                    "{host:?} at {address}"
                );
            }
        }
        assert!(hosts("192.168.1.2:80").allow(Some("192.168.1.2")));
    }

    #[test]
    fn refused_hosts_are_reported_once_and_only_some_of_them() {
        let hosts = hosts("127.0.0.1:80");
        for (host, expected) in [
            ("a.b", true),
            ("a.b", false),
            ("", false),
            ("a b", false),
            ("a;b", false),
        ] {
            assert_eq!(hosts.is_news(host), expected, "{host}");
        }
        let more = (0..20).filter(|number| hosts.is_news(&format!("host-{number}")));
        assert_eq!(more.count(), MOST_REPORTED - 1);
    }
}
