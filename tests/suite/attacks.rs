//! Attacks on a live sandbox: by the learner, by root of a container, by root with every dangerous flag, and by whatever the
//! learner puts in the place of the server's own commands. None succeeds; and where a protection is missing, those that it
//! holds off do succeed, so that the attacks are known to be real ones.

mod neighbours;
mod rig;
mod table;

use std::{
    collections::HashSet,
    net::UdpSocket,
    os::{linux::net::SocketAddrExt, unix::net},
};

use rig::{Lacking, Target};
use table::{Attack, attacks};
use tempfile::NamedTempFile;
use tests::Site;

/// What there is to be had on the host.
struct Prey {
    site: Site,
    canary: NamedTempFile,
    abstract_name: String,
    _listener: net::UnixListener,
    address: String,
}

impl Prey {
    async fn lay_out() -> Self {
        let site = Site::start().await;
        let abstract_name = format!("quai-prey-{}", site.address.port());
        let address = net::SocketAddr::from_abstract_name(&abstract_name).unwrap();
        let canary = NamedTempFile::with_prefix("quai-prey-").unwrap();
        // Nothing is sent: the socket is asked which way it would go.
        let socket = UdpSocket::bind(("0.0.0.0", 0)).unwrap();
        let routed = socket.connect(("192.0.2.1", 9)).and_then(|()| socket.local_addr());
        let own = routed.map_or("127.0.0.1".to_owned(), |own| own.ip().to_string());
        let listener = net::UnixListener::bind_addr(&address).unwrap();
        Self { site, canary, abstract_name, _listener: listener, address: own }
    }

    async fn target(&self, lacking: Lacking) -> Target {
        let port = self.site.address.port().to_string();
        let variables = [
            ("CANARY", self.canary.path().to_str().unwrap()),
            ("PORT", &port),
            ("ABSTRACT", &self.abstract_name),
            ("ADDRESS", &self.address),
            ("ADDRESSES", &self.address),
        ];
        Target::start(lacking, &variables).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_attack_succeeds() {
    let prey = Prey::lay_out().await;
    let target = prey.target(Lacking::Nothing).await;
    let results = target.attack(&attacks()).await;
    assert!(results.len() >= 40);
    let succeeded: Vec<&str> =
        results.iter().filter(|(_, won, _)| *won).map(|(_, _, printed)| printed.as_str()).collect();
    assert!(succeeded.is_empty(), "{} of {}:\n{}", succeeded.len(), results.len(), succeeded.join("\n"));
}

/// Makes the attacks that a protection alone holds off where it is missing.
async fn all_succeed_without(lacking: Lacking) {
    let prey = Prey::lay_out().await;
    let target = prey.target(lacking).await;
    let mine: Vec<&Attack> = attacks().into_iter().filter(|attack| attack.works == lacking).collect();
    assert!(!mine.is_empty());
    let results = target.attack(&mine).await;
    let failed: Vec<&str> =
        results.iter().filter(|(_, won, _)| !won).map(|(_, _, printed)| printed.as_str()).collect();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), results.len(), failed.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_seccomp_filter_its_attacks_succeed() {
    all_succeed_without(Lacking::Filter).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_seal_its_attacks_succeed() {
    all_succeed_without(Lacking::Seal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_process_1_outside_its_attacks_succeed() {
    all_succeed_without(Lacking::Outside).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_protection_attacks_succeed() {
    all_succeed_without(Lacking::Everything).await;
    all_succeed_without(Lacking::EverythingAndProcesses).await;
}

#[test]
fn attacks_have_names_of_their_own() {
    let attacks = attacks();
    let names: HashSet<&str> = attacks.iter().map(|attack| attack.name).collect();
    assert_eq!(names.len(), attacks.len());
}
