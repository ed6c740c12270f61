//! Tables of typed columns as Parquet files (Apache Parquet format 2), for programs that read many of them at once.
//!
//! Every column may have gaps. Text is UTF-8, a count INT64, an amount DECIMAL(38, 0), a moment TIMESTAMP(MILLIS, UTC):
//! nothing counted becomes a float. The same table gives the same bytes.

use crate::WriteError;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// Bytes of an amount, and the digits that they hold for certain.
const AMOUNT: (i32, i32) = (16, 38);

/// Rows of one group: what a reader takes into memory at a time.
const GROUP: usize = 100_000;

/// A column: its name, and what is in it from the first row to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its cells.
    pub cells: Cells,
}

/// The cells of a column, all of one type; none where a row has nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cells {
    /// Text.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Count(Vec<Option<i64>>),
    /// Sums of whole numbers, at most 38 digits.
    Amount(Vec<Option<i128>>),
    /// Seconds since 1970 in UTC.
    Moment(Vec<Option<i64>>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Text(cells) => cells.len(),
            Self::Count(cells) | Self::Moment(cells) => cells.len(),
            Self::Amount(cells) => cells.len(),
        }
    }

    fn of_type(&self, name: &str) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = match self {
            Self::Text(_) => (Physical::BYTE_ARRAY, LogicalType::String),
            Self::Count(_) => (Physical::INT64, LogicalType::integer(64, true)),
            Self::Amount(_) => (Physical::FIXED_LEN_BYTE_ARRAY, LogicalType::decimal(0, AMOUNT.1)),
            Self::Moment(_) => (Physical::INT64, LogicalType::timestamp(true, TimeUnit::MILLIS)),
        };
        let column = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(Some(logical));
        let column = if let Self::Amount(_) = self {
            column.with_length(AMOUNT.0).with_precision(AMOUNT.1).with_scale(0)
        } else {
            column
        };
        Ok(Arc::new(column.build()?))
    }
}

impl From<ParquetError> for WriteError {
    fn from(error: ParquetError) -> Self {
        Self::of(&error)
    }
}

/// The table as one Parquet file, compressed with Snappy.
pub fn to_parquet(columns: &[Column]) -> Result<Vec<u8>, WriteError> {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    if let Some(other) = columns.iter().find(|column| column.cells.len() != rows) {
        let why = format!("column `{}` has {} rows, the first has {rows}", other.name, other.cells.len());
        return Err(WriteError::of(&why));
    }
    let types = columns.iter().map(|column| column.cells.of_type(column.name)).collect::<Result<_, _>>()?;
    let schema = Arc::new(Type::group_type_builder("table").with_fields(types).build()?);
    // Who wrote it is of no use to who reads it, and would make files of two versions differ.
    let how = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("qafila".to_owned());
    let mut out = Vec::new();
    let mut file = SerializedFileWriter::new(&mut out, schema, Arc::new(how.build()))?;
    for from in (0..rows).step_by(GROUP) {
        let to = rows.min(from + GROUP);
        let mut group = file.next_row_group()?;
        for column in columns {
            let Some(mut writer) = group.next_column()? else { break };
            write(writer.untyped(), &column.cells, from..to)?;
            writer.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(out)
}

fn write(writer: &mut ColumnWriter<'_>, cells: &Cells, rows: std::ops::Range<usize>) -> Result<(), ParquetError> {
    match (writer, cells) {
        (ColumnWriter::ByteArrayColumnWriter(writer), Cells::Text(cells)) => {
            let (values, levels) = split(&cells[rows], |text| ByteArray::from(text.as_str()));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), Cells::Count(cells)) => {
            let (values, levels) = split(&cells[rows], |count| *count);
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), Cells::Moment(cells)) => {
            let (values, levels) = split(&cells[rows], |seconds| seconds.saturating_mul(1_000));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        (ColumnWriter::FixedLenByteArrayColumnWriter(writer), Cells::Amount(cells)) => {
            let bytes = |amount: &i128| FixedLenByteArray::from(amount.to_be_bytes().to_vec());
            let (values, levels) = split(&cells[rows], bytes);
            writer.write_batch(&values, Some(&levels), None)?;
        }
        _ => return Err(ParquetError::General("a column is of another type than its cells".to_owned())),
    }
    Ok(())
}

/// What there is, and for each row whether it is there.
fn split<C, V>(cells: &[Option<C>], value: impl Fn(&C) -> V) -> (Vec<V>, Vec<i16>) {
    let values = cells.iter().flatten().map(value).collect();
    (values, cells.iter().map(|cell| i16::from(cell.is_some())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;

    fn table() -> Vec<Column> {
        vec![
            Column { name: "item", cells: Cells::Text(vec![Some("دقيق".to_owned()), None, Some(String::new())]) },
            Column { name: "count", cells: Cells::Count(vec![Some(1_000_000_000_000), Some(-1), None]) },
            Column { name: "sum", cells: Cells::Amount(vec![None, Some(-1), Some(i128::from(u64::MAX) * 1_000)]) },
            Column { name: "at", cells: Cells::Moment(vec![Some(1_360_332_120), None, Some(0)]) },
        ]
    }

    #[test]
    fn what_is_written_is_read_again_by_type() {
        let bytes = to_parquet(&table()).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<Vec<Field>> = file
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().into_columns().into_iter().map(|(_, field)| field).collect())
            .collect();
        let shown = |field: &Field| field.to_string().trim_end_matches('.').to_owned();
        let shown: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(shown).collect()).collect();
        assert_eq!(shown[0][..3], ["\"دقيق\"", "1000000000000", "null"]);
        assert_eq!(rows[0][3], Field::TimestampMillis(1_360_332_120_000));
        assert_eq!(shown[1][..3], ["null", "-1", "-1"]);
        assert_eq!(shown[2][..3], ["\"\"", "null", "18446744073709551615000"]);
    }

    #[test]
    fn more_rows_than_a_group_holds_are_all_there() {
        let many = (0..2 * GROUP as i64 + 1).map(Some).collect();
        let bytes = to_parquet(&[Column { name: "n", cells: Cells::Count(many) }]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!((file.num_row_groups(), file.metadata().file_metadata().num_rows()), (3, 200_001));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes_and_a_short_column_none() {
        assert_eq!(to_parquet(&table()).unwrap(), to_parquet(&table()).unwrap());
        let mut uneven = table();
        uneven[1].cells = Cells::Count(vec![None]);
        let error = to_parquet(&uneven).unwrap_err().to_string();
        assert!(error.contains("`count` has 1 rows, the first has 3"), "{error}");
    }
}
