# La démonstration.

demo-opening =
    { $parties ->
        [one] { $title }. { $parties } partie, chacune avec un nœud, un journal et des clés créés pour cette démonstration ; toutes les quantités sont illustratives.
       *[other] { $title }. { $parties } parties, chacune avec un nœud, un journal et des clés créés pour cette démonstration ; toutes les quantités sont illustratives.
    }
demo-own-words = Ce que les officiers ont écrit reste dans la langue où ils l’ont écrit ; tout le reste est dans la vôtre.
demo-step-read = Lecture d’un rapport
demo-step-agreement = L’accord et les promesses faites à ce titre
demo-step-picture = Le corridor
demo-step-plan = Le plan
demo-step-march = La marche
demo-step-handover = La remise au point de passage
demo-step-check = Contrôles d’utilisation finale
demo-step-account = Les comptes
demo-step-audit = L’audit
demo-read =
    { $n ->
        [one] { $file } donne { $n } projet de déclaration, avec le texte qui le fonde, sa source et une cotation proposée :
       *[other] { $file } donne { $n } projets de déclaration, chacun avec le texte qui le fonde, sa source et une cotation proposée :
    }
demo-signed =
    { $n ->
        [one] L’officier des mouvements en confirme et en signe { $n }.
       *[other] L’officier des mouvements en confirme et en signe { $n }.
    }
demo-other-reports =
    { $statements ->
        [one] Rapports parvenus aux autres parties : { $reports } ; elles ont signé { $statements } déclaration, et chaque nœud en a eu connaissance.
       *[other] Rapports parvenus aux autres parties : { $reports } ; elles ont signé { $statements } déclarations, et chaque nœud en a eu connaissance.
    }
demo-pledges = Promis à ce titre :
demo-ordered =
    { $n ->
        [one] { $n } envoi, ordre ou crédit de mouvement a été signé.
       *[other] { $n } envois, ordres et crédits de mouvement ont été signés.
    }
demo-closing-report =
    { $n ->
        [one] Le { $at }, un rapport sur la route en avant donne { $n } déclaration ; la situation change :
       *[other] Le { $at }, un rapport sur la route en avant donne { $n } déclarations ; la situation change :
    }
demo-replanned = Le plan est refait pour ce qui a changé ; tout le reste demeure.
demo-offered = { $convoy } présente son bordereau signé { $offer } ; le réceptionnaire compte de son côté :
demo-holders = Ce que les deux disent de même a changé de détenteur ; ce qu’ils contestent reste à part :
demo-settled = Différend { $matter } : cédant et réceptionnaire s’accordent sur l’issue ; il est réglé.
demo-overdue =
    { $n ->
        [0] Aucun contrôle n’est en retard.
        [one] { $n } contrôle est en retard.
       *[other] { $n } contrôles sont en retard.
    }
demo-sums =
    { $items ->
        [one] { $items } article ; livres dont la somme n’est pas nulle : { $off }.
       *[other] { $items } articles ; livres dont la somme n’est pas nulle : { $off }.
    }
demo-journal =
    { $n ->
        [one] { $journal } : { $n } entrée, racine { $root }, vérifiée à partir de ses octets
       *[other] { $journal } : { $n } entrées, racine { $root }, vérifiées à partir de leurs octets
    }
demo-attested = Chacun a cosigné ce qu’il détient des autres. Ce qu’ils attestent du comptage { $statement } du receveur :
demo-same = Un nœud neuf qui ne fait confiance à personne a lu { $files } fichiers, vérifié { $entries } entrées et abouti au même rapprochement : { $bytes } octets, tous identiques.
demo-differs = Un nœud neuf a lu { $files } fichiers et { $entries } entrées, et abouti à un AUTRE rapprochement que ces { $bytes } octets.
demo-written = Écrit dans { $dir } : plan.json, march-table.csv, plan-1.json et march-table-1.csv du premier plan, picture.geojson, reconciliation.csv, journals.
demo-silent-axes =
    { $n ->
        [one] Personne n’a rien rapporté sur { $n } autre axe : inconnu, ce qui ne veut pas dire ouvert.
       *[other] Personne n’a rien rapporté sur { $n } autres axes : inconnus, ce qui ne veut pas dire ouverts.
    }
demo-books = Tous les comptes des deux articles contestés ; les autres livres sont aussi équilibrés :
demo-sign-in = { $officer } se connecte à la page avec la phrase secrète { $passphrase } ; ce qui est signé disparaît à la fin
