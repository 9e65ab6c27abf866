//! A contract's days.

use super::KIND;
use crate::records::tests::desk::tried;

#[test]
fn a_contract_ends_no_earlier_than_it_begins() {
    for (ends, problems) in [("2022-12-31", 0), ("2022-01-01", 0), ("2021-12-31", 1)] {
        let after = tried(&KIND, &[("begins", "2022-01-01"), ("ends", ends)]);
        assert_eq!(after.problems.len(), problems, "{ends}");
    }
}
