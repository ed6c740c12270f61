# Catalogue, lists from spreadsheets, workbooks.

col-code = Code
col-unit = Unit
col-tracking = Tracked
col-expires = Good until
col-consignment = Consignment
col-giver = Giver
col-explained = Explained
col-settled = Settled
col-unplanned = In no order
sheet-reconciliation = Reconciliation
sheet-pledges = Pledges
sheet-variances = Variances
sheet-balances = Balances
sheet-matters = Matters
sheet-checks = Checks
sheet-statements = Statements
export-written = { $file } is written
cell-yes = yes
catalogue-empty = no item is defined yet
item-code = Code
item-name-en = Name, English
item-name-fr = Name, French
item-name-ar = Name, Arabic
item-unit = Unit
item-conversions = Other units
item-mass = Mass of one
item-volume = Volume of one
item-millilitres = { $n } ml
item-tracking = Tracked
item-hazard = Dangerous goods
item-net-explosive = Net explosive mass of one
item-nsn = NSN
item-unspsc = UNSPSC
item-gtin = GTIN
item-foodstuff = Foodstuff
item-enhanced = Enhanced end-use monitoring
item-check-days = Days to the first check
item-said-by = Said by
import-none-appended = bad rows: { $bad }, good rows: { $good }; nothing was appended
import-ignored = columns that were not read: { $names }
import-bad-more =
    { $n ->
        [one] and { $n } more bad cell
       *[other] and { $n } more bad cells
    }
import-unchanged =
    { $n ->
        [one] { $n } row says what is known already
       *[other] { $n } rows say what is known already
    }
hint-import-day = write days as 2026-05-31; other orders have two readings
hint-import-formula = put the value in its place (copy, then paste values only)
hint-import-headings = `docs/catalogue.md` lists the headings and HXL tags that are read
hint-import-item = import the catalogue first, with `qafila catalogue import`
hint-import-merged = unmerge the cells and fill each one
hint-import-number = write it without a mark between thousands
hint-import-skip = correct the cells, or append the good rows with `--skip-bad`
hint-import-utf8 = save it as CSV in UTF-8, or as XLSX
hint-import-xlsx = save it as XLSX without a password, or as CSV in UTF-8
