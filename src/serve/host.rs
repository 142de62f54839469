//! Which hosts a request may name. A page on the web can give its own name the address of this machine, and its
//! scripts could then read what is served here; so a name that is not ours is refused.

use std::net::{IpAddr, SocketAddr};

/// The hosts that requests may name.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The host that was given, in small letters.
    given: String,
    /// The address that is listened on.
    address: IpAddr,
}

impl Hosts {
    pub(super) fn new(given: &str, address: SocketAddr) -> Self {
        Self {
            given: bare(given).to_ascii_lowercase(),
            address: address.ip(),
        }
    }

    /// Whether a request may name `host`, which is in small letters and without a port. Old clients name none, and
    /// no browser is among them.
    pub(super) fn allow(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return true };
        let host = bare(host);
        let name = host.strip_suffix('.').unwrap_or(host);
        if name == "localhost" || name.ends_with(".localhost") || name == self.given {
            return true;
        }
        match host.parse::<IpAddr>() {
            // Who listens on all addresses is called by any of them; a name cannot be made one.
            Ok(address) => {
                address.is_loopback() || address == self.address || self.address.is_unspecified()
            }
            Err(_) => false,
        }
    }

    /// Whether only this machine is served.
    pub(super) fn is_loopback(&self) -> bool {
        self.address.is_loopback()
    }
}

/// A host without the brackets around an IPv6 address.
fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}
