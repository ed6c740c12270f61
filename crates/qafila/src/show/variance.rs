//! What is not simply in stock, and why; what nothing explains apart.

use super::names::{Namer, shown};
use super::picture::cited;
use app::account::Accounted;
use serde_json::{Value, json};
use views::Variance;
use words::{Align, Table};

/// How many figures nothing explains.
pub(crate) fn unexplained(accounted: &Accounted) -> usize {
    accounted.reconciliation.variances.iter().filter(|variance| !variance.cause.explains()).count()
}

/// A row for each cause, item, lot and pledge: those that are explained, or those that are not.
pub(crate) fn table(namer: &Namer<'_>, accounted: &Accounted, explained: bool) -> Table {
    let words = namer.words;
    let title = words.cell(if explained { "title-explained" } else { "title-unexplained" }, &[]);
    let columns = [
        ("col-item", Align::Start),
        ("col-cause", Align::Start),
        ("col-amount", Align::Number),
        ("col-lot", Align::Start),
        ("col-pledge", Align::Start),
        ("col-serials", Align::Start),
        ("col-statement", Align::Start),
    ];
    let mut table = super::table(words, &columns).title(title);
    let wanted = |variance: &&Variance| variance.cause.explains() == explained;
    for variance in accounted.reconciliation.variances.iter().filter(wanted) {
        let lot = variance.lot.as_ref().map(ToString::to_string).unwrap_or_default();
        let pledge = variance.pledge.as_ref().map(ToString::to_string).unwrap_or_default();
        let serials: Vec<String> = variance.serials.iter().map(|serial| shown(words, serial.as_str())).collect();
        let why: Vec<String> = variance.why.iter().map(cited).collect();
        table.row([
            namer.item(&variance.item),
            words.code("cause", variance.cause.code()),
            words.number(i128::try_from(variance.quantity).unwrap_or(i128::MAX)),
            lot,
            pledge,
            serials.join(" "),
            why.join(" · "),
        ]);
    }
    table
}

/// The same for programs, with what nothing explains first.
pub(crate) fn json(accounted: &Accounted) -> Value {
    let variance = |variance: &Variance| {
        json!({
            "cause": variance.cause.code(), "explained": variance.cause.explains(), "item": variance.item,
            "lot": variance.lot, "pledge": variance.pledge, "quantity": super::account::number(variance.quantity),
            "serials": variance.serials, "why": variance.why,
        })
    };
    accounted.reconciliation.variances.iter().map(variance).collect()
}
