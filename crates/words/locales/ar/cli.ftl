# سطر الأوامر: الجداول والأجوبة والمآخذ.

## الأعمدة

col-accepted = مستلَم
col-account = الحساب
col-after = بعد
col-age = المدة
col-agreement = الاتفاق
col-amount = الكمية
col-at-crossing = عند المعبر
col-axis = المحور
col-before = قبل
col-certainty = اليقين
col-claim = المفاد
col-near = درجة القرب
col-country = البلد
col-word = الكلمة
col-text = النص
col-lines = الأسطر
col-change = التغيير
col-clear = مرور المؤخرة
col-convoy = القافلة
col-counted = المعدود
col-counts-as = تُعدّ
col-crossing = المعبر
col-departs = الانطلاق
col-difference = الفرق
col-dispatched = مُرسَل
col-disputed = مختلَف فيه
col-due = الموعد
col-event = الحدث
col-filed-by = أودعه
col-finding = المأخذ
col-from = من
col-grade = التقدير
col-hazard = الخطر
col-holder = في يد
col-hours = الأوقات
col-item = الصنف
col-kind = النوع
col-last = آخر تقرير
col-last-look = آخر تحقق
col-length = الطول
col-line = البند
col-load = الحمولة
col-lost = مفقود
col-mass = الكتلة
col-matter = المسألة
col-note = ملاحظة
col-number = الرقم
col-offer = قائمة التسليم
col-offered = معروض
col-officer = الضابط
col-opened-by = فتحها
col-origin = المصدر الأول
col-outcome = النهاية
col-owed = الباقي
col-owner = على من تسويتها
col-package = الطرد
col-packed = مُعَدّ
col-pass-time = مدة المرور
col-place = المكان
col-pledged = متعهَّد به
col-point = النقطة
col-priority = الأولوية
col-reason = السبب
col-receiver = المستلِم
col-regime = نظام المعبر
col-reports = التقارير
col-road-space = الطول على الطريق
col-rule = القاعدة
col-says = يقول
col-seal-found = الختم الموجود
col-seal-listed = الختم المدوَّن
col-segment = المقطع
col-serial = الرقم التسلسلي
col-serials = الأرقام التسلسلية
col-since = منذ
col-site = الموقع
col-source = المصدر
col-state = الحالة
col-statement = التصريح
col-status = الوضع
col-time = الزمن
col-to = إلى
col-vehicle = المركبة
col-vehicles = المركبات
col-verified = متحقَّق منه
col-weight = الوزن
col-when = التاريخ
col-words = النص
col-words-so-far = أبدى موقفه

## الخلايا

list-separator = ،{ " " }
cell-background = خلفية
cell-conflicting = { $state }، والتقارير متضاربة
cell-denied = ليس { $state }
cell-part = — { $part }
cell-erased = مُحي { $when }: { $reason }
cell-excepted = { $status }، عدا ما يُسلَّم
cell-hidden = محجوب ({ $mark })
cell-hours = { $span } ({ $offset })
cell-no-change = لا تغيير
cell-overridden = { $state }، بقرار { $party }
cell-own-wheels = تسير بنفسها
cell-percent = { $n } %
cell-same-origin = المصدر الأول نفسه
cell-time-alone = مرّ الوقت فقط
cell-withheld = المحتوى غير متاح لهذه العقدة
account-disputed = مختلَف فيه، المسألة { $matter }
account-lost = مفقود، { $by }
account-moving = { $holder }، في الطريق إلى { $site }
account-reserved = { $holder }، { $site }، محجوز لـ { $pledge }
account-source = خارج العملية: المخزون الافتتاحي
account-stock = { $holder }، { $site }
account-unlisted = خارج العملية: زائد على كل قائمة
account-way = { $stage }، { $consignment }
title-changes = ما تغيّر منذ { $since }
title-learnt = ما غيّره ما علمته هذه العقدة منذ { $since }
title-march = القافلة { $convoy }، إذن الحركة { $credit }
title-why = لماذا: { $axis }
title-why-item = لماذا: { $item }

## العقدة

init-done = العقدة { $dir } تتكلم باسم { $party }؛ سجلها { $origin }؛ ضباطها: { $officers }
serve-at = الصفحة متاحة على { $url }، على هذا الجهاز وحده؛ للإيقاف `Ctrl-C`
serve-partners-at = الخدمة للشركاء على { $url }: السجلات والحزم المختومة، دون صفحة؛ للإيقاف `Ctrl-C`

## التوقيع

say-appended = { $statement } { $kind }
say-bad-line = السطر { $line }: { $fault }
say-bad-more =
    { NUMBER($n) ->
        [zero] لا أسطر معيبة أخرى
        [one] وسطر معيب آخر
        [two] وسطران معيبان آخران
        [few] و{ $n } أسطر معيبة أخرى
        [many] و{ $n } سطرًا معيبًا آخر
       *[other] و{ $n } سطر معيب آخر
    }
say-dry-run =
    { NUMBER($n) ->
        [zero] لا تصريح يصلح للتوقيع؛ لم يُضَف شيء
        [one] تصريح واحد صالح للتوقيع؛ لم يُضَف شيء
        [two] تصريحان صالحان للتوقيع؛ لم يُضَف شيء
        [few] { $n } تصريحات صالحة للتوقيع؛ لم يُضَف شيء
        [many] { $n } تصريحًا صالحًا للتوقيع؛ لم يُضَف شيء
       *[other] { $n } تصريح صالح للتوقيع؛ لم يُضَف شيء
    }
say-findings =
    { NUMBER($n) ->
        [zero] أُضيف إلى السجل، وكل شيء متفق:
        [one] أُضيف إلى السجل، لكن شيئًا واحدًا لا يتفق:
        [two] أُضيف إلى السجل، لكن شيئين لا يتفقان:
        [few] أُضيف إلى السجل، لكن { $n } أشياء لا تتفق:
        [many] أُضيف إلى السجل، لكن { $n } شيئًا لا يتفق:
       *[other] أُضيف إلى السجل، لكن { $n } شيء لا يتفق:
    }
say-none-appended = الأسطر المعيبة: { $bad }، الأسطر السليمة: { $good }؛ لم يُضَف شيء

## القراءة

read-ask-date = يوم التقرير (مثل 2013-02-08):{ " " }
read-drafts-only =
    { NUMBER($n) ->
        [zero] لا مسودات
        [one] مسودة واحدة؛ لا يُوقَّع شيء حتى يقبلها شخص (`--accept`)
        [two] مسودتان؛ لا يُوقَّع شيء حتى يقبلهما شخص (`--accept`)
        [few] { $n } مسودات؛ لا يُوقَّع شيء حتى يقبلها شخص (`--accept`)
        [many] { $n } مسودة؛ لا يُوقَّع شيء حتى يقبلها شخص (`--accept`)
       *[other] { $n } مسودة؛ لا يُوقَّع شيء حتى يقبلها شخص (`--accept`)
    }
read-grades-suggested =
    { NUMBER($n) ->
        [zero] لم يوقَّع شيء بدرجة مقترحة: { $grades }؛ حدّدها بـ `--grade`
        [one] وُقّع بالدرجة التي اقترحها القارئ ولم يكتبها أحد: { $grades }؛ حدّدها بـ `--grade`
        [two] وُقّع اثنان بدرجتين اقترحهما القارئ ولم يكتبهما أحد: { $grades }؛ حدّدها بـ `--grade`
        [few] وُقّعت { $n } بدرجات اقترحها القارئ ولم يكتبها أحد: { $grades }؛ حدّدها بـ `--grade`
        [many] وُقّع { $n } بدرجات اقترحها القارئ ولم يكتبها أحد: { $grades }؛ حدّدها بـ `--grade`
       *[other] وُقّع { $n } بدرجات اقترحها القارئ ولم يكتبها أحد: { $grades }؛ حدّدها بـ `--grade`
    }
read-nothing = لم يُعثر على تصريح: قد لا يكون النص تقريرًا، أو يتناول أمورًا أخرى
read-settled =
    { NUMBER($n) ->
        [zero] لم يُبَتّ من قبل في أي مسودة من هذا النص
        [one] بُتّ من قبل في مسودة واحدة من هذا النص
        [two] بُتّ من قبل في مسودتين من هذا النص
        [few] بُتّ من قبل في { $n } مسودات من هذا النص
        [many] بُتّ من قبل في { $n } مسودة من هذا النص
       *[other] بُتّ من قبل في { $n } مسودة من هذا النص
    }
read-same-origin = يشترك هذا النص في مقاطع طويلة مع نص قُرئ من قبل (الأصل { $origin }): يُعَدّ الاثنان صوتًا واحدًا
read-who = من يوقّع؟
read-choices = قبول (ق)، تعديل (ع)، رفض (ر)، لاحقًا (ل)، خروج (خ)
read-key-accept = ق
read-key-edit = ع
read-key-reject = ر
read-key-later = ل
read-key-quit = خ
read-key-yes = ن
read-key-no = ل
read-letter = المصدر، حرف من A إلى F: إلى أي حد صدق من قبل؟ F: لا يمكن الحكم
read-number = الخبر، رقم من 1 إلى 6: ما مدى احتماله؟ 6: لا يمكن الحكم
read-reason = لماذا؟ (يجوز تركه فارغًا)
read-again = غير مفهوم: { $given }
read-tally = المقبول: { $accepted }، المرفوض: { $rejected }، لاحقًا: { $later }
read-return =
    { NUMBER($n) ->
        [zero] لا مسودة تنتظر
        [one] مسودة واحدة تنتظر: اقرأ النص نفسه مجددًا للبت فيها
        [two] مسودتان تنتظران: اقرأ النص نفسه مجددًا للبت فيهما
        [few] { $n } مسودات تنتظر: اقرأ النص نفسه مجددًا للبت فيها
        [many] { $n } مسودة تنتظر: اقرأ النص نفسه مجددًا للبت فيها
       *[other] { $n } مسودة تنتظر: اقرأ النص نفسه مجددًا للبت فيها
    }
read-keep =
    { NUMBER($n) ->
        [zero] لم يُبَتّ في شيء. هل يبقى ذلك؟ نعم (ن)، لا (ل)
        [one] بُتّ في مسودة واحدة. هل يبقى ذلك؟ نعم (ن)، لا (ل)
        [two] بُتّ في مسودتين. هل يبقى ذلك؟ نعم (ن)، لا (ل)
        [few] بُتّ في { $n } مسودات. هل يبقى ذلك؟ نعم (ن)، لا (ل)
        [many] بُتّ في { $n } مسودة. هل يبقى ذلك؟ نعم (ن)، لا (ل)
       *[other] بُتّ في { $n } مسودة. هل يبقى ذلك؟ نعم (ن)، لا (ل)
    }
read-stopped = لم يُوقَّع شيء ولم يُحفظ شيء
read-about = الموضوع
read-about-open = لم يُذكر: عدّل لتسمية طريق أو مكان
read-none = لم يُذكر
read-named = { $name } ({ $key })
read-source = { $class }: { $words }
read-suggested = الدرجة المقترحة
read-suggestion = { $grade }: { $reasons }
read-doubt = سؤال
read-field-about = الموضوع
read-field-state = الحالة
read-field-from = أول يوم
read-field-to = آخر يوم
read-field-modality = كيف قيل
read-field-polarity = إثبات أم نفي
read-field-background = تاريخ سابق
read-which-field = أي رقم خطأ؟ (فارغ: لا شيء)
read-values = واحد من: { $values }
read-new-value = ما الصواب؟ (الأيام مثل 2013-02-08، و`-` لنهاية مفتوحة؛ وعدة طرق أو أماكن بعلامة +)
doubt-road-unknown = أي طريق هو المقصود؟ «{ $words }» لا يطابق طريقًا معروفًا
doubt-road-unresolved = أي طريق هو المقصود في «{ $words }»: { $candidates }؟
doubt-place-unknown = هل «{ $words }» مكان؟ لا يعرفه أي جدول
doubt-place-ambiguous = هل «{ $words }» هو هذا المكان: { $candidates }؟
doubt-attribution-uncertain = من قال ذلك؟ قد يكون أيضًا: { $classes }
doubt-time-ambiguous = أي يوم هو «{ $words }»؟ قد يكون أيضًا { $days }
doubt-may-duplicate = أهو نفس «{ $words }»؟
doubt-contradicts = يقول النص أيضًا: «{ $words }»
doubt-day-ahead = «{ $words }» بعد يوم التقرير، ويُروى كأنه وقع
doubt-disguised = في السطر علامات تقلب الحروف أو محارف تحكم: قد يختلف ما يُرى عما قُرئ
read-date-ahead = يوم التقرير، { $day }، بعد اليوم
doubt-misprint = قُرئت «{ $words }» رغم الخطأ في كتابتها
doubt-one-signal = «{ $words }» تتحدث عن طريق، لكنها لا تقول ما يكفي

## المعجم

lexicon-tested = القواعد: { $rules }، مداخل الطبقات: { $entries }، أمثلة لا تصح: { $faults }؛ المعجم { $hash }
lexicon-added = أُضيف؛ مداخل الطبقات: { $entries }، المعجم { $hash }
lexicon-difference = المكتسب: { $gained }، المفقود: { $lost }
lexicon-gained = مكتسب
lexicon-lost = مفقود
lexicon-nothing = لا سطر محفوظ هنا يسمّي مكانين أو حالة طريق دون تصريح

## الأماكن

place-none = لا مكان له اسم قريب من «{ $name }»
place-added = { $key } يُقرأ من الآن بالأسماء: { $names }
place-imported =
    { NUMBER($n) ->
        [zero] لا مكان في { $file }
        [one] مكان واحد من { $file } يعرضه `qafila place find`؛ ولا يُعرَف من تلقاء نفسه
        [two] مكانان من { $file } يعرضهما `qafila place find`؛ ولا يُعرَفان من تلقاء نفسيهما
        [few] { $n } أماكن من { $file } يعرضها `qafila place find`؛ ولا يُعرَف أي منها من تلقاء نفسه
        [many] { $n } مكانًا من { $file } يعرضها `qafila place find`؛ ولا يُعرَف أي منها من تلقاء نفسه
       *[other] { $n } مكان من { $file } يعرضها `qafila place find`؛ ولا يُعرَف أي منها من تلقاء نفسه
    }

## جداول حالات الطرق

reports-none = الصفوف المعيبة: { $bad }، الصفوف السليمة: { $good }؛ لم تُكتب أي مسودة
reports-drafted =
    { NUMBER($n) ->
        [zero] لا مسودات
        [one] مسودة واحدة؛ لم يُوقَّع شيء: انظر فيها ثم `qafila say`
        [two] مسودتان؛ لم يُوقَّع شيء: انظر فيهما ثم `qafila say`
        [few] { $n } مسودات؛ لم يُوقَّع شيء: انظر فيها ثم `qafila say`
        [many] { $n } مسودة؛ لم يُوقَّع شيء: انظر فيها ثم `qafila say`
       *[other] { $n } مسودة؛ لم يُوقَّع شيء: انظر فيها ثم `qafila say`
    }

## الصورة والطريق

picture-at = الممر في { $at }
picture-no-change = لم يتغير شيء منذ { $since }
picture-nothing-learnt = لم يغيّر ما علمته هذه العقدة منذ { $since } شيئًا
picture-no-reports = لم يُبلِّغ أحد عن «{ $axis }»
state-contested = { $state }، بيقين { $n } في المئة

## الخطة

plan-approved = لا اعتراض للفاحص على الخطة { $plan }.
plan-objected =
    { NUMBER($n) ->
        [zero] لا اعتراض للفاحص على الخطة { $plan }:
        [one] للفاحص اعتراض واحد على الخطة { $plan }:
        [two] للفاحص اعتراضان على الخطة { $plan }:
        [few] للفاحص { $n } اعتراضات على الخطة { $plan }:
        [many] للفاحص { $n } اعتراضًا على الخطة { $plan }:
       *[other] للفاحص { $n } اعتراض على الخطة { $plan }:
    }
plan-changes = ما تغيّره الخطة الجديدة:
plan-nothing-to-order = لدى كل قافلة هذه الأوامر من قبل
plan-weighed = وزن الزمن والخطر والتأخير معًا { $weighed }؛ لا خطة بهذه الأرتال تقل عن { $bound } (الفارق { $gap })؛ ترتيبات أخرى جُرّبت: { $rounds }
plan-why = لماذا جاءت الخطة هكذا:
reason-takes = القافلة { $convoy } تعبر من «{ $crossing }»، وتمر مؤخرتها في { $clear }
reason-leaves = القافلة { $convoy } لا تعبر من «{ $crossing }»: { $why }
reason-avoids = القافلة { $convoy } تلتف حول { $segment }: { $state }
reason-spares = القافلة { $convoy } لا تسلك { $segment }: محور العجلات { $axle } في { $of } يحمل { $bears }، والمقطع يتحمل { $most }
reason-lighter-itself = مركبات في { $place } تحمل أقل مما تستطيع: { $n }. محور العجلات { $axle } في { $vehicle } يجوز أن يحمل { $most }، فحمولتها { $payload } على الأكثر
reason-lighter-stretch = مركبات في { $place } تحمل أقل مما تستطيع: { $n }. كل طريق يمر بالمقطع { $segment } أو بما لا يتحمل أكثر منه، { $most } لمحور العجلات: وبحسب محور العجلات { $axle } فحمولة { $vehicle } { $payload } على الأكثر
reason-axles-not-judged = أحمال محاور العجلات في القافلة { $convoy } لم يُحكم فيها حيث لم يذكرها أحد: المركبات { $vehicles }، المقاطع { $stretches }
reason-accepts = القافلة { $convoy } تسلك { $segment } مع أن الحالة: { $state }
reason-waits = القافلة { $convoy } تنتظر في «{ $place }» من { $from } إلى { $until }: { $cause }
reason-kept-apart = لا يجوز تحميل «{ $item }» على { $vehicle } مع «{ $with }»: { $rule }
reason-divided =
    { NUMBER($parts) ->
        [zero] «{ $item }» لا يُنقل
        [one] «{ $item }» يُنقل على جزء واحد
        [two] «{ $item }» يُنقل على جزأين
        [few] «{ $item }» يُنقل على { $parts } أجزاء
        [many] «{ $item }» يُنقل على { $parts } جزءًا
       *[other] «{ $item }» يُنقل على { $parts } جزء
    }
reason-columns-divided =
    { NUMBER($vehicles) ->
        [zero] «{ $origin }»: لا مركبات، وأقصى ما في الرتل { $most }
        [one] «{ $origin }»: مركبة واحدة، وأقصى ما في الرتل { $most }
        [two] «{ $origin }»: مركبتان، وأقصى ما في الرتل { $most }
        [few] «{ $origin }»: { $vehicles } مركبات، وأقصى ما في الرتل { $most }
        [many] «{ $origin }»: { $vehicles } مركبة، وأقصى ما في الرتل { $most }
       *[other] «{ $origin }»: { $vehicles } مركبة، وأقصى ما في الرتل { $most }
    }
reason-stays-behind = «{ $item }»: يبقى في مكانه { $n }
reason-late = القافلة { $convoy } متأخرة: الموعد { $due }، وتمر مؤخرتها في { $clear }
reason-kept = القافلة { $convoy } تبقى كما كانت
reason-arrived = القافلة { $convoy } وصلت إلى «{ $crossing }»
reason-affected = القافلة { $convoy } متأثرة: { $segment } أمامها حالته: { $state }
reason-affected-onward = القافلة { $convoy } متأثرة: { $segment } بعد معبرها حالته: { $state }
reason-times-broken = لم تعد مواعيد القافلة { $convoy } صالحة ابتداءً من «{ $place }»
reason-turns = القافلة { $convoy } تتحول في «{ $place }» عن «{ $from }» إلى «{ $to }»
reason-stranded = القافلة { $convoy } لا سبيل سالكًا أمامها وتبقى في «{ $place }»
reason-dissolved = القافلة { $convoy } لم تكن قد انطلقت وحُلّت
reason-accompanied-road = القافلة { $convoy } ترافقها { $role }: { $n }. على طريقها { $segment }، ويُعدّ خطرًا: { $danger }
reason-accompanied-share = القافلة { $convoy } ترافقها { $role }: { $n }، واحدة لكل { $per } من المركبات
reason-accompanied-tanks = القافلة { $convoy } ترافقها { $role }: { $n }. خزاناتها تكفي { $range }
reason-marches-short = القافلة { $convoy } تسير ناقصة، { $role }: المطلوب { $needed }، والموجود { $there }
reason-returns = القافلة { $convoy }: المركبات المرافقة التي تعود: { $n }. تكون كلها في { $base } عند { $back }
reason-released = القافلة { $convoy }: المركبات المرافقة التي تبقى في { $crossing }: { $n }. لا تستطيع العودة: { $why }
reason-awaits-return = القافلة { $convoy } لا تنطلق قبل عودة { $vehicle } عند { $back }
refusal-costlier = غيره أفضل بفارق { $by }، زمنًا وخطرًا وتأخيرًا
refusal-axle-too-heavy = كل طريق يمر بمقاطع لا تتحمل: محور العجلات { $axle } في { $of } يحمل { $bears }، و{ $segment } يتحمل { $most }
refusal-left-to-others = هو أفضل لهذا الرتل بفارق { $by }، لكن المجموع أفضل هكذا
refusal-escort-short = { $segment } يُعدّ خطرًا ({ $danger }) ويتطلب حراسة أكثر: المطلوب { $needed }، والموجود { $there }
refusal-beyond-range = الوقود لا يكفي: { $needed } دون تزود، ومدى المركبة { $range }
refusal-no-time = لا يمكن عبوره قبل { $until }
refusal-no-way-onward = طريق المستفيد بعده غير سالك
refusal-no-way-there = لا سبيل سالكًا يوصل إليه
wait-activity = { $party }: نشاط على { $segment } حتى { $until }
wait-crossing = القافلة { $convoy } في «{ $crossing }»
wait-daylight = السير نهارًا فقط؛ يبدأ النهار في { $from }
wait-defile = القافلة { $convoy } في المضيق { $segment }
wait-fuel = التزود بالوقود
wait-headway = القافلة { $convoy } أمامها على { $segment }
wait-hours = بلغ السائقون أقصى مدة القيادة وينامون
wait-opening = يُفتح «{ $crossing }» في { $opens }
wait-orders = كانت تنتظر هذه الخطة
wait-receiver = المستفيد مستعد في «{ $crossing }» اعتبارًا من { $from }
wait-rest = استراحة
plan-would-change = ما الذي يلزم أن يتغير، كل أمر وحده والخطة معادة:
would-change = { $change }: { $gain }
would-and = { "؛ " }
would-bring = يُنقل زيادةً { $n } من «{ $item }»
would-sooner = يقل التأخير كله { $by }
would-lighter = يقل وزن الزمن والخطر والتأخير { $by }
would-vehicles =
    { NUMBER($n) ->
        [zero] لا مركبة زيادةً مثل { $like } في «{ $at }»
        [one] مركبة واحدة زيادةً مثل { $like } في «{ $at }»
        [two] مركبتان زيادةً مثل { $like } في «{ $at }»
        [few] { $n } مركبات زيادةً مثل { $like } في «{ $at }»
        [many] { $n } مركبة زيادةً مثل { $like } في «{ $at }»
       *[other] { $n } مركبة زيادةً مثل { $like } في «{ $at }»
    }
would-larger = مركبة في «{ $at }» حمولتها { $mass } وسعتها { $room }
would-open-until = لو بقي «{ $crossing }» مفتوحًا حتى { $closes }
would-open = لو كان «{ $crossing }» مفتوحًا في كل ساعة
would-receiver = لو كان المستفيد مستعدًا كلما فُتح «{ $crossing }»
would-faster =
    { NUMBER($n) ->
        [zero] لو لم تعبر «{ $crossing }» أي مركبة في الساعة
        [one] لو عبرت «{ $crossing }» مركبة واحدة في الساعة
        [two] لو عبرت «{ $crossing }» مركبتان في الساعة
        [few] لو عبرت «{ $crossing }» { $n } مركبات في الساعة
        [many] لو عبرت «{ $crossing }» { $n } مركبة في الساعة
       *[other] لو عبرت «{ $crossing }» { $n } مركبة في الساعة
    }
would-stretches = لو كانت { $segments } مفتوحة
would-bear = لو تحملت { $segments } محاور عجلات حملها { $axle }
would-two-ways = لو أمكن أن تتقابل الأرتال على { $segment }
would-night = لو سارت الأرتال ليلًا
would-no-activity = لو لم تستعمل { $party } مقاطعها حتى { $until }
would-no-reserve = لو لم يُحتفظ بشيء احتياطًا
would-drivers = لو تناوب السائقون دون توقف للراحة الطويلة
would-fuel = لو كفى الوقود { $range }
undelivered = لم يُنقل: { $n } من «{ $item }»: { $why }
undelivered-columns =
    { NUMBER($columns) ->
        [zero] لن يكون هناك رتل، أي أكثر مما يمكن ترقيمه
        [one] سيكون هناك رتل واحد، أي أكثر مما يمكن ترقيمه
        [two] سيكون هناك رتلان، أي أكثر مما يمكن ترقيمه
        [few] ستكون هناك { $columns } أرتال، أي أكثر مما يمكن ترقيمه
        [many] سيكون هناك { $columns } رتلًا، أي أكثر مما يمكن ترقيمه
       *[other] سيكون هناك { $columns } رتل، أي أكثر مما يمكن ترقيمه
    }
undelivered-fleet-full =
    { NUMBER($vehicles) ->
        [zero] لا مركبات هناك
        [one] المركبة الوحيدة هناك ممتلئة
        [two] المركبتان هناك ممتلئتان
        [few] المركبات هناك كلها ممتلئة ({ $vehicles })
        [many] المركبات هناك كلها ممتلئة ({ $vehicles })
       *[other] المركبات هناك كلها ممتلئة ({ $vehicles })
    }
undelivered-vehicles-reserved = كل المركبات التي يجوز أن تسير ممتلئة ({ $vehicles })؛ ويبقى احتياطًا في الموقع: { $reserve }
undelivered-stock-reserved = يبقى احتياطًا في الموقع (المجموع { $reserve })
undelivered-axle = محور العجلات { $axle } في { $of } كان سيحمل { $bears }، ويجوز أن يحمل { $most }
undelivered-axle-stretch = محور العجلات { $axle } في { $of } كان سيحمل { $bears }، و{ $segment } أو مقطع لا يلتف حوله طريق يتحمل { $most }
undelivered-untowed = المركبة الواحدة تقطر قطعة واحدة؛ والمركبات هناك التي يجوز أن تسير وتستطيع قطر { $mass }: { $vehicles }
undelivered-no-crossing = لا معبر يمكن بلوغه من «{ $from }»
undelivered-support-missing = لا يجوز أن يسير رتل من «{ $from }» دون { $role }: المطلوب { $needed }، والموجود { $there }
undelivered-out-of-range = لا معبر يمكن بلوغه من «{ $from }» بالوقود المتاح: مدى المركبة { $range }
undelivered-refused = نقله مرفوض: { $rule }
undelivered-too-big = لا مركبة هناك تتسع له
change-unchanged = القافلة { $convoy }: بلا تغيير
change-added = القافلة { $convoy }: جديدة
change-removed = القافلة { $convoy }: لم تعد مقررة
change-arrived = القافلة { $convoy }: وصلت
change-crossing = القافلة { $convoy }: تعبر من «{ $after }» بدلًا من «{ $before }»
change-route = القافلة { $convoy }: المقاطع المتروكة { $dropped }، والمقاطع البديلة { $taken }
change-time = القافلة { $convoy }: في «{ $place }» الموعد { $after } بدلًا من { $before }

## التسليم

matters-open = المسائل المفتوحة: { $open }؛ قوائم التسليم بلا جواب: { $unanswered }

## الحساب

account-at = الحساب في { $at }
account-nothing = لا شيء بعد: لا يُعرف هنا تعهد ولم يتحرك شيء؛ تأتي التصريحات بالأمر `say` أو `journal import`
account-findings =
    { NUMBER($n) ->
        [zero] كل التصريحات متفقة:
        [one] تصريح واحد لا يتفق مع سائر التصريحات:
        [two] تصريحان لا يتفقان مع سائر التصريحات:
        [few] { $n } تصريحات لا تتفق مع سائر التصريحات:
        [many] { $n } تصريحًا لا يتفق مع سائر التصريحات:
       *[other] { $n } تصريح لا يتفق مع سائر التصريحات:
    }

## السجلات

verify-damaged = { $journal }: غير سليم
verify-own-key = المفتاح هو الذي يسميه المجلد نفسه: قارنه بالمفتاح الذي سُلِّم إليك، أو مرِّر هذا الأخير مع `--key`.
verify-sound =
    { NUMBER($n) ->
        [zero] { $journal }: سليم؛ لا قيود، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
        [one] { $journal }: سليم؛ قيد واحد، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
        [two] { $journal }: سليم؛ قيدان، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
        [few] { $journal }: سليم؛ { $n } قيود، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
        [many] { $journal }: سليم؛ { $n } قيدًا، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
       *[other] { $journal }: سليم؛ { $n } قيد، بتوقيع { $key }؛ التصريحات المقروءة هنا: { $read }، ومنها بلا توقيع صحيح من ضابط: { $unsigned }
    }
export-done =
    { NUMBER($n) ->
        [zero] { $journal }: لا قيود، عدد الملفات { $files }، تحت { $dir }
        [one] { $journal }: قيد واحد، عدد الملفات { $files }، تحت { $dir }
        [two] { $journal }: قيدان، عدد الملفات { $files }، تحت { $dir }
        [few] { $journal }: { $n } قيود، عدد الملفات { $files }، تحت { $dir }
        [many] { $journal }: { $n } قيدًا، عدد الملفات { $files }، تحت { $dir }
       *[other] { $journal }: { $n } قيد، عدد الملفات { $files }، تحت { $dir }
    }
import-cosignatures = { $journal }: توقيعات مصاحبة جديدة { $n }
import-done = { $journal }: القيود الجديدة { $entries }، المحتويات الجديدة { $contents }؛ مجموع القيود { $n }، ومنها بلا محتوى هنا { $withheld }
erase-before = { $statement }: مُحي من قبل، { $when }: { $reason }
erase-done = { $statement }: مُحي من هذه العقدة؛ يبقى القيد، وتبقى النسخ التي عند غيرها
import-fields = { $journal }: الحقول المحجوبة التي صارت مقروءة: { $n }
import-mended = { $journal }: قيود كانت تالفة هنا وعادت سليمة: { $n }
import-refused = { $dir }: مرفوض، لم يؤخذ منه شيء
export-sealed = مختوم لـ { $reader }: لا يقرأ محتوياته أحد سواه.
packs-closed =
    { NUMBER($n) ->
        [zero] لا حزم محتويات مختومة لغيرك
        [one] حزمة محتويات واحدة مختومة لغيرك؛ قيودها مُتحقَّق منها مع ذلك
        [two] حزمتا محتويات مختومتان لغيرك؛ قيودهما مُتحقَّق منها مع ذلك
        [few] { $n } حزم محتويات مختومة لغيرك؛ قيودها مُتحقَّق منها مع ذلك
        [many] { $n } حزمة محتويات مختومة لغيرك؛ قيودها مُتحقَّق منها مع ذلك
       *[other] { $n } حزمة محتويات مختومة لغيرك؛ قيودها مُتحقَّق منها مع ذلك
    }

## المفاتيح

keys-identity = من يقرأ هذا السطر يفتح ملف المفاتيح: احفظه كما تحفظ المفاتيح نفسها.
keys-locked-again = صار لملف المفاتيح عبارة السر الجديدة؛ أما نسخه الأقدم فتبقى على القديمة
keys-put-back = عادت إلى العقدة المفاتيح: { $names }؛ وما زالت في { $file }
keys-taken-out = المفتاح { $name } صار في { $file }، ولم يعد في العقدة

## المآخذ

finding-already = { $name } مصرَّح به من قبل؛ يُعتمد الأول
finding-answered-twice = سبق الجواب عن قائمة التسليم؛ يُعتمد الجواب الأول
finding-bad-signature = التوقيع غير صحيح
finding-breaks-rule = يخالف قاعدة: { $fault }
finding-consignments-differ = { $from } و{ $into } مختلفتان في المعطي أو التعهد أو المستلم؛ لم يُنقل شيء
finding-matter-closed = سبقت تسوية المسألة
finding-more-than-disputed = { $item }: المراد تسويته { $wanted }، والمختلَف فيه { $disputed }
finding-agreement-stopped = { $name }: الاتفاق { $agreement } لم يكن ساريًا ({ $status })
finding-unit-differs = { $item }: التعهد بوحدة { $given } والعدّ بوحدة { $own }
finding-in-doubt = موضع شك منذ أن ألغى الطرف المفتاح، في { $epoch }
finding-other-role = وقّع { $officer } بصفة { $role }: «{ $kind }» من شأن دور آخر أسندته جهته إلى غيره؛ ويُحتسب مع ذلك
finding-not-granted = { $officer } لم يكن مخوَّلًا التوقيع عند ذلك القيد
finding-not-understood = غير مفهوم هنا: { $why }
finding-nothing-to-close = لم يجب أحد عن قائمة التسليم؛ تبقى مفتوحة
finding-offer-withdrawn = كانت قائمة التسليم مسحوبة والمستلم يعلم؛ لم يُنقل شيء
finding-overdrawn = { $item }: المطلوب { $wanted } والموجود { $held }؛ لم يُنقل شيء
finding-package-differs = الطرد { $package }: { $state }؛ لم يُستلم شيء مما فيه
finding-reason-misfits = { $item }: السبب «{ $reason }» لا يوافق الأعداد
finding-reason-missing = { $item }: فرق بلا سبب
finding-serial-elsewhere = { $item }: القطعة { $serial } ليست هناك؛ لم يُنقل شيء
finding-serial-missing = { $item }: القطع { $wanted } والأرقام التسلسلية { $serials }؛ لم يُنقل شيء
finding-unknown = { $name } غير معروف
finding-void-lost = أُجيب عن قائمة التسليم قبل سحبها؛ يُعتمد الجواب
finding-withdrawn-unseen = سُحبت قائمة التسليم دون علم المستلم؛ يُعتمد العدّ
finding-wrong-party = المتكلم { $party } وكان يجب أن يكون { $expected }

## What others attest

attest-signed = وقّع هذا التصريح { $officer }، وهو القيد { $n } في السجل { $journal }.
attest-claim = يقول صاحبه إنه كُتب في { $when }.
attest-after = كُتب بعد { $when }: فهو يستشهد بتوقيع مصاحب أعطاه { $party } حينئذ.
attest-before =
    { NUMBER($n) ->
        [zero] كان في ذلك السجل قبل { $when }.
        [one] كان في ذلك السجل قبل { $when }، بشهادة طرف آخر: { $parties }.
        [two] كان في ذلك السجل قبل { $when }، بشهادة طرفين آخرين: { $parties }.
        [few] كان في ذلك السجل قبل { $when }، بشهادة { $n } أطراف أخرى: { $parties }.
        [many] كان في ذلك السجل قبل { $when }، بشهادة { $n } طرفًا آخر: { $parties }.
       *[other] كان في ذلك السجل قبل { $when }، بشهادة { $n } طرف آخر: { $parties }.
    }
attest-nobody = لم يشهد به طرف آخر بعد: فوقته كلمة صاحبه وحده.
attest-held =
    { NUMBER($n) ->
        [zero] لا يُعلم أن طرفًا آخر يحوزه.
        [one] يُعلم أن طرفًا آخر يحوزه: { $parties }.
        [two] يُعلم أن طرفين آخرين يحوزانه: { $parties }.
        [few] يُعلم أن { $n } أطراف أخرى تحوزه: { $parties }.
        [many] يُعلم أن { $n } طرفًا آخر يحوزه: { $parties }.
       *[other] يُعلم أن { $n } طرف آخر يحوزه: { $parties }.
    }
attest-quorum = وقّع عليه مصاحبةً من تكفي كلمتهم قبل { $when }.
attest-no-quorum = عدد من وقّعوا عليه مصاحبةً لا يكفي بعد.
attest-contradicts = الوقت الذي يذكره صاحبه خارج ما يمكن إثباته.
receipt-signed = وُقّع إيصال من { $bytes } بايت: القيد { $n } في السجل { $journal } الذي كان فيه { $size } قيدا.
pass-done = كُتب تصريح الجهاز { $device } في { $file }: وفيه كل السجلات كما يقرؤها هذا الطرف. يُسلَّم يدًا بيد.
slip-made = { $bytes } بايت يأخذها الطرف الآخر بالأمر `qafila handover take`.
slip-taken = أُخذ: { $kind }، وقّعه { $officer }، بصمته { $leaf }.
slip-known = معروف من قبل: { $kind }، وقّعه { $officer }، بصمته { $leaf }.
sync-done = جرى تبادل { $bytes } بايت. سُلّم: القيود { $entries }، حزم المحتوى { $packs }؛ السجلات الموقّع عليها هنا: { $cosigned }؛ توقيعات الشريك الجديدة: { $cosignatures }.
sync-refused = رُفض السجل { $journal }
sync-hindered = لم يأخذ الشريك أكثر: { $why }.
proof-sound = صحيح: القيد { $n } في السجل { $journal }؛ وتبدأ بصمة ورقته بـ { $leaf }.
proof-cosigned = وقّع عليه مصاحبةً { $witness } في { $when }.
proof-says = يقول: { $kind }، بتوقيع { $officer }.
witness-done = رؤوس سجلات الشركاء الموقّع عليها مصاحبةً الآن: { $n }
witness-alarm = سجل ينتظر التوقيعات المصاحبة منذ وقت طويل: التقِ شريكًا أو سلّمه ذاكرة.
evidence-none = لا يُحفظ هنا دليل على تاريخين متناقضين.
evidence-convicts = وقّع المفتاح { $key } للسجل { $journal } تاريخين: رأس على { $one } من القيود ورأس على { $other } لا يصحان معًا.
rotate-done = السجل { $journal }، القيد { $n }: يوقّع نقاط تحققه من الآن { $key }.
epoch-done = فُتح السجل { $journal }، ومفتاحه { $key }. والسجل الذي قبله محفوظ ولا يُكتب فيه بعد الآن.
restore-done = السجل { $journal }: القيود المجلوبة { $n }
col-journal = السجل
col-entries = القيود
col-cosigned = الموقّع عليه
col-off-network = ليس على أي شبكة
col-so-at = صحيح في
col-stretch = المقطع
col-witnesses = من الموقّعون
col-waiting = ينتظر منذ
col-without = من دونه

## EPCIS

epcis-exported = الأحداث { $events }؛ التصريحات التي لا حدث لها { $other }، وما لا محتوى له هنا { $unread }، وما لا يُعتدّ به { $unsound }
epcis-imported = الأحداث { $events }؛ المسودات { $drafts }، والمعروف هنا من قبل { $held }، والمعلن خطؤه { $errors }؛ الحقول المتروكة { $fields }
epcis-none-written = الأحداث المرفوضة { $refused }، والمسودات الصالحة { $good }؛ لم يُكتب شيء
epcis-own-word = المسودة قولك أنت متى وقّعتها، لا قول الملف؛ اقرأ المسودات ثم وقّعها بـ `qafila say`
epcis-refused = الحدث { $event }، { $path }: { $fault }
epcis-refused-more = وأحداث مرفوضة أخرى: { $n }
col-acknowledged = الإشعار بالتلقي
col-force = القوة
col-meets = تلتقي
col-where = المكان
title-activities = مقاطع تستعملها القوات
title-encounters = قوافل تلتقي قوة على الطريق
title-overlaps = قوى أبلغت عن المقطع نفسه في الوقت نفسه
cell-acknowledged = من { $party }
cell-not-acknowledged = ! لا إشعار من { $party }
cell-acknowledged-both = من الطرفين
cell-by-nobody = ! لا إشعار من أحد
cell-convoy-of = { $convoy } ({ $party })
encounters-surprising = ! قوافل تلتقي قوة لم يُشعِر طرفها بتلقي إبلاغها: { $n }
activities-none = لم يُبلِّغ أحد عن استعمال مقطع في { $at } أو بعده
finding-bad-argument = الوسيطة { $argument }: «{ $given }» لا تعني شيئًا هنا ولم تُحسب
cell-holder = في يد { $holder }
col-capacity = السعة
col-pace = مركبات/ساعة
cell-load-class = { $n } طن
cell-lanes =
    { NUMBER($n) ->
        [zero] لا مسارب
        [one] مسرب واحد
        [two] مسربان
        [few] { $n } مسارب
        [many] { $n } مسربًا
       *[other] { $n } مسرب
    }
backup-done = { $path }: السجلات { $journals }، القيود { $entries }، كما كانت في { $at }؛ جرى التحقق منها كلها
restored-done = { $path }: السجلات { $journals }، القيود { $entries }، كما كانت في { $at }؛ جرى التحقق منها كلها
restored-next = لا توقّع هذه العقدة شيئًا بعد، فقد يكون عند غيرها من سجلّها أكثر مما هنا. اجلب الباقي بالأمر `qafila journal restore DIR` أو `qafila sync URL`؛ وإن لم يكن عند أحد أكثر فقل `qafila journal restore --complete`؛ وإن تعذّر سؤال أحد فافتح سجلًا جديدًا بالأمر `qafila journal epoch`.

store-copied = نُسخ من { $from } إلى { $to } ودُقّق هناك: السجلات { $journals }، القيود { $entries }، الوثائق { $documents }
store-used = تحفظ العقدة { $dir } تصريحاتها من الآن في { $store }

token-added = الرمز { $name }، للقراءة من { $scopes }، صالح حتى { $until }. يُعرض هذه المرة فقط:
token-none = لم يُنشأ هنا أي رمز
token-revoked = سُحب الرمز { $name }
title-tokens = الرموز
token-good = صالح
token-expired = منتهٍ
token-revoked-state = مسحوب
col-token = الرمز
col-scopes = يقرأ
col-token-state = الحالة
col-until = حتى
col-used = آخر استعمال
passkey-none = لم يسجّل أحد هنا مفتاح مرور
passkey-removed = حُذف مفتاح المرور { $name } للضابط { $officer }، مع المفاتيح المختومة له
title-passkeys = مفاتيح المرور
passkey-good = صالح
passkey-stale = لمفاتيح استُبدلت
col-passkey = مفتاح المرور
col-passkey-label = الاسم
col-passkey-made = سُجّل

partner-added = الشريك { $name } في { $url }؛ يتبادل معه الأمر `qafila serve --sync-every 5m`
partner-removed = أُزيل عنوان الشريك { $name }، { $url }؛ وتبقى سجلّاته
partner-none = لا شريك معروف؛ أضف شريكًا بالأمر `qafila partner add NAME URL`
partner-never = لم يُبلَغ قط
partner-failed = { $name }: تعذّر تبادل { $when }: { $why }
partner-refused =
    { NUMBER($journals) ->
        [zero] { $name }: لم يُرفض أي سجل؛ يبيّن السبب `qafila sync { $name }`
        [one] { $name }: رُفض سجل واحد؛ يبيّن السبب `qafila sync { $name }`
        [two] { $name }: رُفض سجلان؛ يبيّن السبب `qafila sync { $name }`
        [few] { $name }: رُفضت { $journals } سجلات؛ يبيّن السبب `qafila sync { $name }`
        [many] { $name }: رُفض { $journals } سجلًا؛ يبيّن السبب `qafila sync { $name }`
       *[other] { $name }: رُفض { $journals } سجل؛ يبيّن السبب `qafila sync { $name }`
    }
title-partners = الشركاء
col-partner = الشريك
col-partner-url = العنوان
col-partner-party = الطرف
col-partner-reached = آخر اتصال
col-partner-failures = إخفاقات بعده
col-partner-behind = لم يُؤخذ
col-partner-cosigned = الموقّع عليه

# برامج تُبلَّغ بما يتغيّر.
hook-added = يُبلَّغ { $name } بما يتغيّر على { $url } ما دام «qafila serve --hooks» يعمل. ويعرف من يبلّغه بهذا المفتاح:
hook-removed = لم يعد { $name } يُبلَّغ بشيء
hook-none = لا يُبلَّغ أي برنامج
hook-all = الكل
title-hooks = المشتركون
col-hook = المشترك
col-address = العنوان
col-views = العروض
col-told = آخر تبليغ
col-failures = إخفاقات منذئذ
col-last-error = السبب

access-none = لا شيء مدوَّن لم يُوقَّع
access-signed =
    { NUMBER($n) ->
        [zero] لم يُوقَّع أي تصريح عمّن قرأ ماذا
        [one] وُقّع تصريح واحد عمّن قرأ ماذا، لهذا الطرف وحده
        [two] وُقّع تصريحان عمّن قرأ ماذا، لهذا الطرف وحده
        [few] وُقّعت { $n } تصريحات عمّن قرأ ماذا، لهذا الطرف وحده
        [many] وُقّع { $n } تصريحًا عمّن قرأ ماذا، لهذا الطرف وحده
       *[other] وُقّع { $n } تصريح عمّن قرأ ماذا، لهذا الطرف وحده
    }
title-access = من قرأ ما قيل لقلّة
col-reader = القارئ
col-reader-sort = صفته
col-statements-read = التصريحات
col-served = المقدَّمة
reader-officer = ضابط
reader-token = رمز
reader-partner = شريك
