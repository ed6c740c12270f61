//! What is held here as one party may read it: what goes to that party in another form than a journal.

use crate::node::{AsOf, Node, NodeError, may_read};
use journal::cose;
use model::Statement;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Digest, PartyId};
use views::{Content, Said};

impl Node {
    /// Everything held here, in canonical order; for a reader, withheld where the reader may not read it, and with
    /// its hidden fields closed where they do not open to the reader.
    pub fn said_to(&self, as_of: &AsOf, reader: Option<&PartyId>) -> Result<Arc<Vec<Said>>, NodeError> {
        let mut all = self.said(as_of)?;
        let Some(reader) = reader else { return Ok(all) };
        let granted = self.granted_to(Some(reader))?;
        let closed = self.as_signed()?;
        for said in Arc::make_mut(&mut all) {
            let Some(statement) = said.statement() else { continue };
            if !may_read(statement, reader, granted.contains(&said.leaf)) {
                said.content = Content::Withheld;
            } else if statement.field_audience.is_some() && !statement.opens_to(reader) {
                let signed = closed.get(&said.leaf);
                said.content = signed.map_or(Content::Withheld, |signed| Content::Known(Box::new(signed.clone())));
            }
        }
        Ok(all)
    }

    /// Statements that hide fields, as they were signed.
    fn as_signed(&self) -> Result<BTreeMap<Digest, Statement>, NodeError> {
        let mut closed = BTreeMap::new();
        for journal in self.journals()? {
            for row in self.rows_and_slips(&journal)? {
                let Some((_, bytes)) = &row.content else { continue };
                let envelope = cose::decode(bytes).ok();
                let statement = envelope.and_then(|envelope| model::canonical::decode(&envelope.payload).ok());
                let hides = statement.filter(|statement| statement.field_audience.is_some());
                closed.extend(hides.map(|statement| (row.entry.leaf(), statement)));
            }
        }
        Ok(closed)
    }
}
