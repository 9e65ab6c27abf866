//! What the rows of a table hold at the end of a path.
//!
//! In: cells, row by row, in both states. Out: each cell there is once, and a number for each row
//! that says which: rows alike are told by their numbers, whatever they hold.

use std::{collections::HashMap, sync::Arc};

use base::Value;

use super::{State, bits::Bits, twice::Twice};

/// What a row holds there: nothing, a value, or several links.
pub(super) type Cell = Vec<Value>;
/// Which of the cells each row holds; 0 is the one with nothing in it.
pub(super) type Codes = Vec<u32>;

/// A path's end, for each row of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    cells: Arc<Vec<Cell>>,
    codes: Twice<Codes>,
    /// The rows whose cell is another after the change.
    pub(super) differs: Arc<Bits>,
}

impl Column {
    /// Of these rows.
    pub(super) fn new(cells: Arc<Vec<Cell>>, codes: Twice<Codes>) -> Column {
        let (was, is) = (codes.at(State::Before), codes.at(State::After));
        let differs = match codes.same() {
            true => Bits::none(was.len()),
            false => Bits::of(was.iter().zip(is).map(|(a, b)| a != b)),
        };
        Column {
            cells,
            codes,
            differs: Arc::new(differs),
        }
    }

    /// The same for the rows of a table that point at these: `pairs` are places there and here.
    pub(super) fn through(&self, rows: usize, pairs: &Twice<Vec<(u32, u32)>>) -> Column {
        let codes = Twice::of(pairs.same() && self.codes.same(), |state| {
            let (mut codes, there) = (vec![0; rows], self.codes.at(state));
            for (row, place) in pairs.at(state) {
                let code = there.get(*place as usize).copied();
                if let (Some(own), Some(code)) = (codes.get_mut(*row as usize), code) {
                    *own = code;
                }
            }
            codes
        });
        Column::new(Arc::clone(&self.cells), codes)
    }

    /// The same with each cell made into another.
    pub(super) fn made(&self, make: impl Fn(&Cell) -> Cell) -> Column {
        let mut cells = Cells::default();
        let codes: Codes = self.cells.iter().map(|c| cells.code(make(c))).collect();
        let to = |code: &u32| codes.get(*code as usize).copied().unwrap_or(0);
        let codes = Twice::of(self.codes.same(), |state| {
            self.codes.at(state).iter().map(to).collect()
        });
        Column::new(Arc::new(cells.all), codes)
    }

    /// The number of a row's cell.
    pub(super) fn code(&self, at: usize, state: State) -> u32 {
        self.codes.at(state).get(at).copied().unwrap_or(0)
    }

    /// The cell of a number.
    pub(super) fn cell(&self, code: u32) -> &[Value] {
        self.cells.get(code as usize).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the cells that rows hold: of some in one state, of others in the other.
    pub(super) fn held(&self, before: &Bits, after: &Bits) -> Bits {
        let mut held = Bits::none(self.cells.len());
        for (rows, state) in [(before, State::Before), (after, State::After)] {
            let codes = rows.places().into_iter().map(|at| self.code(at, state));
            codes.for_each(|code| held.add(code as usize));
        }
        held
    }

    /// The cells of these numbers.
    pub(super) fn cells(&self, held: &Bits) -> impl Iterator<Item = &Cell> {
        held.places()
            .into_iter()
            .filter_map(|code| self.cells.get(code))
    }

    /// The rows whose cell is so in a state.
    pub(super) fn meeting(&self, state: State, is: impl Fn(&Cell) -> bool) -> Bits {
        let met: Vec<bool> = self.cells.iter().map(is).collect();
        let codes = self.codes.at(state).iter();
        Bits::of(codes.map(|code| met.get(*code as usize) == Some(&true)))
    }
}

/// Cells being told apart.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) all: Vec<Cell>,
    known: HashMap<Cell, u32>,
}

impl Default for Cells {
    fn default() -> Cells {
        Cells {
            all: vec![Cell::new()],
            known: HashMap::new(),
        }
    }
}

impl Cells {
    /// The number of a cell.
    pub(super) fn code(&mut self, cell: Cell) -> u32 {
        if cell.is_empty() {
            return 0;
        }
        if let Some(code) = self.known.get(&cell) {
            return *code;
        }
        // More rows than are looked through do not come here.
        let code = u32::try_from(self.all.len()).unwrap_or(0);
        self.all.push(cell.clone());
        self.known.insert(cell, code);
        code
    }
}
