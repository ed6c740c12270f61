//! What is to be moved where, and a trip that does it.

/// Columns that want to travel over the same roads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// Number of places.
    pub places: u32,
    /// Roads, by number.
    pub links: Vec<Link>,
    /// Columns, by number.
    pub columns: Vec<Column>,
}

/// A road that one column has to itself, in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// One end.
    pub a: u32,
    /// The other end.
    pub b: u32,
    /// Ticks that a head needs from end to end; at least 1.
    pub time: u32,
    /// Nobody is on it from the first tick of each up to its second.
    pub shut: Vec<(u32, u32)>,
}

/// A column that waits to start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Ticks from head to tail at any point.
    pub pass: u32,
    /// Does not start before.
    pub ready: u32,
    /// What a tick until its tail has arrived counts; at least 1.
    pub weight: u32,
    /// What counts more from some tick on.
    pub dues: Vec<Due>,
    /// How it may go.
    pub ways: Ways,
}

/// A tick by which a tail should have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// By then.
    pub by: u32,
    /// What each tick after it counts besides.
    pub weight: u32,
}

/// How a column may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ways {
    /// By one of these.
    Given(Vec<Route>),
    /// Over any roads.
    Free {
        /// Where it starts.
        from: u32,
        /// Where it ends.
        to: u32,
    },
}

/// A way that is given beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// What it takes, and when, counted from the start.
    pub takes: Vec<Occupation>,
    /// Ticks from the start until the tail has arrived; a road may be taken for longer.
    pub lasts: u32,
    /// Is not started before.
    pub ready: u32,
    /// What it costs besides its time.
    pub extra: u64,
}

/// A road taken for a time, counted from the start of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupation {
    /// Which road.
    pub link: u32,
    /// Ticks from the start.
    pub after: u32,
    /// For so many ticks; at least 1.
    pub lasts: u32,
}

/// A road taken from one tick up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Which road.
    pub link: u32,
    /// First tick.
    pub from: u32,
    /// First tick that is free again.
    pub to: u32,
}

/// One column's way with its times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trip {
    /// When it starts.
    pub starts: u32,
    /// When its tail has arrived.
    pub arrives: u32,
    /// What its route costs besides.
    pub extra: u64,
    /// What it takes, in order.
    pub stays: Vec<Stay>,
}

/// Why a problem is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A road leads to a place that is not there, or takes no time.
    Link(u32),
    /// A column has no way, names what is not there, or counts nothing.
    Column(u32),
    /// Times are too long to be counted one by one.
    TooLong,
}

/// More ticks than a schedule may have: one array of them is kept for each road.
pub(crate) const TICKS_MAX: u64 = 1 << 20;

impl Problem {
    /// Whether it can be worked on; gives the number of ticks in which all columns, one after
    /// another once all are ready and all roads open, are through.
    ///
    /// # Errors
    ///
    /// [`Refused`], with the number of what is wrong.
    pub fn ticks(&self) -> Result<u32, Refused> {
        for (number, link) in (0..).zip(&self.links) {
            if link.a >= self.places || link.b >= self.places || link.time == 0 {
                return Err(Refused::Link(number));
            }
        }
        let shut = self.links.iter().flat_map(|link| &link.shut).map(|(_, to)| u64::from(*to));
        let (mut begin, mut all) = (shut.max().unwrap_or(0), 0_u64);
        for (number, column) in (0..).zip(&self.columns) {
            let longest = self.longest(column).ok_or(Refused::Column(number))?;
            if column.weight == 0 {
                return Err(Refused::Column(number));
            }
            let ready = column.routes().iter().map(|route| route.ready).max().unwrap_or(0).max(column.ready);
            begin = begin.max(u64::from(ready));
            all = all.saturating_add(longest);
        }
        let ticks = begin.saturating_add(all).saturating_add(1);
        if ticks > TICKS_MAX { Err(Refused::TooLong) } else { u32::try_from(ticks).map_err(|_| Refused::TooLong) }
    }

    /// Ticks that a column needs by its longest sensible way; nothing where it has none.
    fn longest(&self, column: &Column) -> Option<u64> {
        match &column.ways {
            Ways::Given(routes) => {
                let sound = |taken: &Occupation| {
                    let end = taken.after.checked_add(taken.lasts).filter(|_| (taken.link as usize) < self.links.len());
                    end.filter(|_| taken.lasts > 0).map(u64::from)
                };
                let longest = |route: &Route| {
                    let last = |latest: u64, taken: &Occupation| Some(latest.max(sound(taken)?));
                    route.takes.iter().try_fold(u64::from(route.lasts), last)
                };
                let all: Option<Vec<u64>> = routes.iter().map(longest).collect();
                all?.into_iter().max()
            }
            Ways::Free { from, to } => {
                let away = self.distances(*to);
                let shortest = away.get(*from as usize).copied().flatten()?;
                Some(u64::from(shortest) + u64::from(column.pass))
            }
        }
    }

    /// Ticks from every place to one, by the shortest way; nothing where none leads there.
    pub(crate) fn distances(&self, to: u32) -> Vec<Option<u32>> {
        let mut at: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.places as usize];
        for link in &self.links {
            at[link.a as usize].push((link.b, link.time));
            at[link.b as usize].push((link.a, link.time));
        }
        let mut best: Vec<Option<u32>> = vec![None; self.places as usize];
        let mut queue = std::collections::BinaryHeap::new();
        if (to as usize) < best.len() {
            best[to as usize] = Some(0);
            queue.push((std::cmp::Reverse(0_u32), to));
        }
        while let Some((std::cmp::Reverse(far), place)) = queue.pop() {
            if best[place as usize] != Some(far) {
                continue;
            }
            for &(next, time) in &at[place as usize] {
                let farther = far.saturating_add(time);
                if best[next as usize].is_none_or(|known| farther < known) {
                    best[next as usize] = Some(farther);
                    queue.push((std::cmp::Reverse(farther), next));
                }
            }
        }
        best
    }

    /// What a schedule costs: weighted ticks until each tail has arrived, those after its dues, and what
    /// routes cost besides.
    pub fn cost(&self, trips: &[Trip]) -> u64 {
        self.columns.iter().zip(trips).map(|(column, trip)| column.cost(trip.arrives).saturating_add(trip.extra)).sum()
    }
}

impl Column {
    /// What an arrival costs.
    pub fn cost(&self, arrives: u32) -> u64 {
        let late = |due: &Due| u64::from(due.weight) * u64::from(arrives.saturating_sub(due.by));
        self.dues.iter().fold(u64::from(self.weight) * u64::from(arrives), |sum, due| sum.saturating_add(late(due)))
    }

    pub(crate) fn routes(&self) -> &[Route] {
        match &self.ways {
            Ways::Given(routes) => routes,
            Ways::Free { .. } => &[],
        }
    }
}
