//! Every definition of the starting set is what a form can say.

use base::{Catalogue, Id, Lang};
use store::Scope;

use super::{draft::Draft, pairs, paths::Eyes};
use crate::{records::KINDS, reports::definitions};

#[test]
fn each_definition_shipped_goes_through_the_form_and_comes_back_the_same() {
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let scope = Scope::system(Id(1), "a test of the form");
    let eyes = Eyes {
        catalogue: &catalogue,
        scope: &scope,
        lang: Lang::Zh,
    };
    let set = definitions::starting_set(&catalogue).unwrap();
    assert!(set.len() >= 62);
    for (definition, _) in set {
        let pairs = pairs::pairs(&definition, eyes);
        let pairs = pairs.unwrap_or_else(|| panic!("{}: the form cannot show it", definition.key));
        let draft = Draft::read(&pairs, eyes);
        assert_eq!(draft.problems, [], "{}", definition.key);
        assert_eq!(draft.definition, definition, "{}", definition.key);
    }
}
