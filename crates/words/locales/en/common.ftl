# Words that command line, paper and page share.

interval = { $from } to { $to }
interval-from = from { $from }
interval-to = until { $to }
interval-always = at any time

quantity-each =
    { $n ->
        [one] { $n } piece
       *[other] { $n } pieces
    }
quantity-litre =
    { $n ->
        [one] { $n } litre
       *[other] { $n } litres
    }
quantity-kilogram = { $n } kg
quantity-box =
    { $n ->
        [one] { $n } box
       *[other] { $n } boxes
    }

measure-metres = { $n } m
measure-kilometres = { $n } km
measure-grams = { $n } g
measure-kilograms = { $n } kg
measure-tonnes = { $n } t
measure-seconds = { $n } s
measure-minutes = { $n } min
measure-hours-minutes = { $hours } h { $minutes } min
measure-kmh = { $n } km/h
measure-litres = { $n } l
measure-percent = { $n } %

# Before a message of the program
error = Error
caused-by = Caused by
hint = Hint

none = none
total = Total
