use std::{future::Ready, net::IpAddr, str::FromStr};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use ipnet::IpNet;

use super::Edges;
use crate::{app::limits::Origin, problem::Fault};

/// The proxies whose word on where a request comes from is taken: none unless the operator says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl FromStr for Proxies {
    type Err = String;

    /// Addresses and networks: `10.0.0.0/8,::1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                part.parse::<IpNet>()
                    .or_else(|_no_network| part.parse::<IpAddr>().map(IpNet::from))
                    .map_err(|_neither| format!("{part} is neither an address nor a network"))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.0
            .iter()
            .any(|net| net.contains(&address.to_canonical()))
    }

    /// Whether any is trusted.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a request comes from: the peer; or, if that is a trusted proxy, the last address before it in `X-Forwarded-For` that is
    /// not one. What stands further to the left was written by whoever asks, and is not read.
    fn origin(&self, peer: IpAddr, forwarded: &[&str]) -> IpAddr {
        let mut origin = peer;
        let hops = forwarded.iter().flat_map(|line| line.split(','));
        for hop in hops.rev() {
            if !self.trusts(origin) {
                break;
            }
            // A proxy of ours writes addresses, some with a port; anything else is where trust ends.
            let hop = hop.trim();
            let address = hop.parse().or_else(|_port| {
                hop.parse::<std::net::SocketAddr>()
                    .map(|socket| socket.ip())
            });
            match address {
                Ok(address) => origin = address,
                Err(_) => break,
            }
        }
        origin
    }
}

/// Where a request comes from.
pub fn origin_of(request: &HttpRequest) -> Origin {
    let Some(peer) = request.peer_addr() else {
        // No socket of the network: a test of the frame.
        return Origin::here();
    };
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .collect();
    let address = request
        .app_data::<Data<Edges>>()
        .map_or(peer.ip(), |edges| {
            edges.proxies.origin(peer.ip(), &forwarded)
        });
    Origin::new(address)
}

impl FromRequest for Origin {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(origin_of(request)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxys_word_is_taken_and_only_the_last_one() {
        let proxies: Proxies = "10.0.0.0/8, ::1".parse().unwrap();
        let origin = |peer: &str, forwarded: &[&str]| {
            proxies.origin(peer.parse().unwrap(), forwarded).to_string()
        };
        assert_eq!(origin("203.0.113.5", &["198.51.100.1"]), "203.0.113.5");
        assert_eq!(origin("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            origin("::1", &["1.1.1.1, 198.51.100.1", "10.9.9.9"]),
            "198.51.100.1",
            "two proxies of ours, and an address that somebody made up"
        );
        assert_eq!(origin("10.1.2.3", &[]), "10.1.2.3");
        assert_eq!(origin("10.1.2.3", &["1.1.1.1, unknown"]), "10.1.2.3");
        assert_eq!(origin("10.1.2.3", &["[2001:db8::1]:443"]), "2001:db8::1");
        assert!("10.0.0.0/33".parse::<Proxies>().is_err());
        assert!("proxy.example".parse::<Proxies>().is_err());
    }
}
