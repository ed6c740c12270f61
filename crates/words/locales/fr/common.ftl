# Mots communs à la ligne de commande, au papier et à la page.

interval = du { $from } au { $to }
interval-from = à partir du { $from }
interval-to = jusqu’au { $to }
interval-always = à tout moment

quantity-each =
    { $n ->
        [one] { $n } pièce
       *[other] { $n } pièces
    }
quantity-litre =
    { $n ->
        [one] { $n } litre
       *[other] { $n } litres
    }
quantity-kilogram = { $n } kg
quantity-box =
    { $n ->
        [one] { $n } caisse
       *[other] { $n } caisses
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

# Devant un message du programme
error = Erreur
caused-by = Cause
hint = Conseil

none = aucun
total = Total
