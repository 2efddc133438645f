//! The port: the one that was asked for, or the next one that is free.

use std::io::{ErrorKind, Result};
use std::net::{SocketAddr, TcpListener};

use super::news::Listening;
use super::settings::{ListenAddress, ServeError};

/// How many ports are tried.
const TRIED: u16 = 20;

/// Listens where it is asked to, or at the next free port, and says where that is.
pub fn listen(place: ListenAddress) -> std::result::Result<(TcpListener, Listening), ServeError> {
    let address = SocketAddr::new(place.bind, place.port);
    let tried = if place.port == 0 { 1 } else { TRIED };
    let mut first = None;
    for port in (place.port..=u16::MAX).take(tried.into()) {
        match TcpListener::bind(SocketAddr::new(place.bind, port)) {
            Ok(listener) => return ready(listener, place).map_err(|cause| ServeError::Listen { address, cause }),
            Err(cause) => {
                let busy = cause.kind() == ErrorKind::AddrInUse;
                first.get_or_insert(cause);
                if !busy {
                    break;
                }
            }
        }
    }
    let cause = first.unwrap_or_else(|| ErrorKind::AddrInUse.into());
    Err(ServeError::Listen { address, cause })
}

fn ready(listener: TcpListener, place: ListenAddress) -> Result<(TcpListener, Listening)> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let busy = (place.port != 0 && place.port != address.port()).then_some(place.port);
    Ok((listener, Listening { address, busy, drafts: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(port: u16) -> ListenAddress {
        ListenAddress { bind: [127, 0, 0, 1].into(), port, open: false }
    }

    #[test]
    fn a_busy_port_gives_the_next_one() {
        let (_open, first) = listen(place(0)).unwrap();
        let busy = first.address.port();
        let (_, second) = listen(place(busy)).unwrap();
        assert!(second.address.port() > busy && second.address.port() <= busy + TRIED, "{first:?} {second:?}");
        assert_eq!((first.busy, second.busy), (None, Some(busy)));
    }

    #[test]
    fn an_address_of_another_computer_is_refused_at_once() {
        let error = listen(ListenAddress { bind: [192, 0, 2, 1].into(), port: 4000, open: false }).unwrap_err();
        assert!(matches!(error, ServeError::Listen { ref address, .. } if address.port() == 4000), "{error}");
    }
}
