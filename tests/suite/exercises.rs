//! Every exercise of the course is proven: untouched it is unsolved, its solution solves it, wrong answers earn their
//! messages in both languages.

use ::exercises::{Catalogue, Lang};
use server::verify;
use tests::{Site, machine};

/// One test for each exercise, so that they run side by side and each names what is wrong with it.
macro_rules! proven {
    ($($test:ident: $id:literal,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let site = Site::start().await;
                let catalogue = Catalogue::load(&machine::course().exercises).expect("the exercises are sound");
                let exercise = catalogue.get($id).expect("the exercise is there");
                verify::prove(&site.page(Lang::Fr), exercise).await.expect("the exercise is proven");
            }
        )*

        /// An exercise needs no line here: those without one are proven by this test, one after the other.
        #[tokio::test(flavor = "multi_thread")]
        async fn none_is_left_out() {
            let catalogue = Catalogue::load(&machine::course().exercises).expect("the exercises are sound");
            let others: Vec<_> = catalogue.iter().filter(|other| ![$($id),*].contains(&other.id.as_str())).collect();
            if !others.is_empty() {
                let site = Site::start().await;
                for other in others {
                    let proof = verify::prove(&site.page(Lang::Fr), other).await;
                    proof.unwrap_or_else(|error| panic!("{}: {error:#}", other.id));
                }
            }
        }
    };
}

proven! {
    hello_world: "hello-world",
    run_nginx: "run-nginx",
    stop_and_remove: "stop-and-remove",
    open_a_shell: "open-a-shell",
    pull_a_version: "pull-a-version",
    push_an_image: "push-an-image",
}
