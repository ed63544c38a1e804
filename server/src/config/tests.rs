use super::*;

fn serve(arguments: &[&str]) -> Config {
    let cli = Cli::parse_from(["quai", "serve"].iter().chain(arguments));
    let Command::Serve(Serving { config, .. }) = cli.command else { panic!("not serve") };
    config
}

#[test]
fn the_command_line_is_sound() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
}

#[test]
fn logs_are_set_up_before_or_after_the_role() {
    let cli = Cli::parse_from(["quai", "serve", "--log-format", "json", "--log", "server=trace"]);
    assert_eq!((cli.log_format, cli.log()), (LogFormat::Json, "server=trace"));
    let nonsense = Cli::try_parse_from(["quai", "--log", "server=loud", "serve"]).unwrap_err().to_string();
    assert!(nonsense.contains("warn,server=debug"), "{nonsense}");
}

#[test]
fn only_loopback_is_listened_on() {
    assert!(serve(&["--listen", "127.0.0.1:9"]).address().is_ok());
    assert!(serve(&["--listen", "[::1]:9"]).address().is_ok());
    let refused = serve(&["--listen", "0.0.0.0:9"]).address().unwrap_err().to_string();
    assert!(refused.contains("--listen 127.0.0.1:9"), "{refused}");
}

#[test]
fn the_environment_asks_for_tls_as_of_the_docker_command() {
    let host = |text: &str| text.parse::<Host>().unwrap();
    let verify = |name: &str| match name {
        "DOCKER_TLS_VERIFY" => Some("1".into()),
        "HOME" => Some("/home/quai".into()),
        _ => None,
    };
    let secured_here = secured(host("tcp://engine:2376"), verify);
    assert_eq!(secured_here, host("tcp://engine:2376?certs=/home/quai/.docker"));
    let named = |name: &str| (name == "DOCKER_CERT_PATH").then(|| "/certs".into()).or_else(|| verify(name));
    assert_eq!(secured(host("tcp://engine:2376"), named), host("tcp://engine:2376?certs=/certs"));
    for kept in ["unix:///run/docker.sock", "ssh://engine", "tcp://engine:1?certs=/own"] {
        assert_eq!(secured(host(kept), named), host(kept));
    }
    assert_eq!(secured(host("tcp://engine:2376"), |_| None), host("tcp://engine:2376"));
}

#[test]
fn a_class_says_when_help_opens() {
    assert_eq!(serve(&[]).help(), Policy::default());
    let exam = serve(&["--hints", "minutes:5", "--solution", "instructor"]).help();
    assert_eq!(
        exam,
        Policy { hints: Opening::AfterMinutes(Duration::from_secs(300)), solution: Opening::Instructor }
    );
    assert!(Cli::try_parse_from(["quai", "serve", "--hints", "often"]).is_err());
}

#[test]
fn exercises_may_be_in_a_folder_of_their_own() {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let exercises = |arguments: &[&str]| serve(arguments).folders.exercises().unwrap();
    assert_eq!(exercises(&["--course", course.to_str().unwrap()]), course.join("exercises"));
    assert_eq!(exercises(&["--exercises", "mine"]), Path::new("mine"));
    let nowhere = serve(&["--course", "/nowhere"]).folders.exercises().unwrap_err().to_string();
    assert!(nowhere.contains("name its folder with --course"), "{nowhere}");
}

#[test]
fn minutes_may_be_fractions_but_not_nonsense() {
    assert_eq!(serve(&["--idle", "0.5"]).idle, Duration::from_secs(30));
    for nonsense in ["-1", "soon", "1e13", "NaN"] {
        assert!(minutes(nonsense).is_err(), "{nonsense}");
    }
}
