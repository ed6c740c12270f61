# الحساب بأجزائه، والتعهدات وعمليات التحقق.

## الأعمدة

col-by-pace = بالوتيرة الحالية
col-by-plan = بحسب الأوامر
col-cause = ما آل إليه
col-condition = الشرط
col-cosigned-by = صادق عليه
col-entered = داخل
col-figure = الرقم
col-left = خارج
col-lot = الدفعة
col-opening = الافتتاح
col-pieces = القطع
col-pledge = التعهد
col-rests-on = يستند إلى
col-returned = عائد
col-turn = دوره

## العناوين

title-evidence = ما تستند إليه التصريحات
title-explained = مفسَّر
title-pledge = التعهد { $pledge }
title-storage = التخزين
title-unexplained = غير مفسَّر
title-why-line = لماذا: { $pledge }، البند { $line }، { $item }

## الحساب

account-elsewhere = في حسابات أخرى
account-nothing-there = لا شيء مما طُلب في الحساب
account-unexplained =
    { NUMBER($n) ->
        [zero] لا شيء غير مفسَّر.
        [one] رقم واحد لا يفسّره شيء:
        [two] رقمان لا يفسّرهما شيء:
        [few] { $n } أرقام لا يفسّرها شيء:
        [many] { $n } رقمًا لا يفسّرها شيء:
       *[other] { $n } رقم لا يفسّرها شيء:
    }

## التعهدات

pledges-at = التعهدات في { $at }
outlook-pace = { $when }: { $accepted } منذ { $since }
outlook-plan = { $when }، مع { $convoys }
outlook-plan-behind = متأخر: { $convoys }، وكان موعده { $due }
outlook-plan-none = بلا أمر
outlook-plan-part = مع { $convoys }؛ بلا أمر: { $left }

## عمليات التحقق

checks-at =
    { NUMBER($n) ->
        [zero] التحقق في { $at }: لا قطعة يُتحقق منها.
        [one] التحقق في { $at }: قطعة واحدة، والمتأخر { $late }.
        [two] التحقق في { $at }: قطعتان، والمتأخر { $late }.
        [few] التحقق في { $at }: { $n } قطع، والمتأخر { $late }.
        [many] التحقق في { $at }: { $n } قطعة، والمتأخر { $late }.
       *[other] التحقق في { $at }: { $n } قطعة، والمتأخر { $late }.
    }
checks-forecast = عمليات التحقق المستحقة حتى { $until }: { $wanted }؛ والمتأخر منها بهذه الوتيرة: { $n }.
checks-look = { $when } { $found }، { $how }
checks-pace =
    { NUMBER($n) ->
        [zero] لم يُتحقق من شيء بعد.
        [one] تحقق واحد حتى الآن منذ { $since }.
        [two] تحققان حتى الآن منذ { $since }.
        [few] { $n } عمليات تحقق حتى الآن منذ { $since }.
        [many] { $n } عملية تحقق حتى الآن منذ { $since }.
       *[other] { $n } عملية تحقق حتى الآن منذ { $since }.
    }
