# صفحة الويب. الأعمدة والملاحظات في cli.ftl، وتسميات الرموز في codes.ftl.

## الإطار

page-skip = انتقل إلى المحتوى
page-sections = الأقسام
page-corridor = الممر
page-plan = الخطة
page-account = الحساب
page-report = تقرير
page-languages = اللغة
page-node-of = عقدة { $party }
page-reads-only = هذه الصفحة للعرض فقط. تُوقَّع التصريحات على الجهاز الذي يحفظ المفاتيح.
page-phone = الهاتف عند المعبر: يعمل بلا شبكة.
page-signs = يوقّع هنا الضباط الذين دخلوا، ويقرأ كل من على هذا الجهاز.
page-zone = الأوقات بتوقيت { $zone }، { $offset }.
# بين اسم وما يُقال عنه.
page-colon = :
page-loading = جارٍ التحميل
page-failed = تعذر التحميل.
page-unreachable = الخادم لا يجيب.
page-again = أعد المحاولة
page-statement = التصريح { $index } من { $origin }

## زمنان

page-times = الصورة في وقت معيّن
page-times-at = كما كانت في
page-times-known = بما كان معلومًا هنا حتى
page-times-show = اعرض
page-times-now = عُد إلى الآن
page-slider-play = تشغيل
page-slider-stop = إيقاف
page-quiet =
    { NUMBER($days) ->
        [zero] أحدث تقرير هنا صدر اليوم. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
        [one] مضى على أحدث تقرير هنا يوم واحد. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
        [two] مضى على أحدث تقرير هنا يومان. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
        [few] مضت على أحدث تقرير هنا { $days } أيام. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
        [many] مضى على أحدث تقرير هنا { $days } يومًا. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
       *[other] مضى على أحدث تقرير هنا { $days } يوم. يضعف وزن التقارير مع الوقت، فقد تظهر طرق على أنها غير معروفة.
    }
page-quiet-show = اعرض الصورة في ذلك الوقت

## الممر

page-map = خريطة الممر
page-map-note = مرسومة من شبكة العملية: خطوط مستقيمة بين الأماكن، وليست للقيادة. السواحل والحدود من Natural Earth للاهتداء بها، ورسمها ليس قولًا من أحد في موضع حد. كل طريق على الخريطة موجود أيضًا في قائمة المحاور.
page-map-closer = أقرب
page-map-wider = أبعد
page-map-whole = الممر كله
page-legend = كيف تُرسم الطرق
page-axes = المحاور
page-other-roads = طرق أخرى
page-crossings = المعابر
page-crossing-hours = من { $opens } إلى { $closes } ({ $offset })
page-crossing-excepted = يجوز مرور ما يُسلَّم بموجب الاتفاق.
page-crossing-pace =
    { NUMBER($n) ->
        [zero] لا تمر أي مركبة في الساعة.
        [one] مركبة واحدة في الساعة على الأكثر.
        [two] مركبتان في الساعة على الأكثر.
        [few] { $n } مركبات في الساعة على الأكثر.
        [many] { $n } مركبة في الساعة على الأكثر.
       *[other] { $n } مركبة في الساعة على الأكثر.
    }
page-activities = مقاطع تستعملها قوات شريكة
page-activities-none = لم يُبلِّغ أحد عن أي منها.
page-choose = اختر طريقًا أو مكانًا على الخريطة، أو محورًا من القائمة، لترى التقارير التي تستند إليها حالته.
page-back = كل المحاور
page-certainty = درجة اليقين { $percent } %.
page-conflicting = تقارير من مصادر أولى مختلفة متضاربة.
page-disagree = { $state }، والتقارير متضاربة
page-disputed = تقارير متضاربة
page-holder = في يد، بعبارة التقرير: { $holder }
page-last = أحدث تقرير احتُسب
page-no-reports = لم يُبلِّغ أحد عن هذا، فلا يُدَّعى شيء.
page-regime-above = ما تقرر لهذا المعبر مذكور تحت المعابر.
page-between = من { $from } إلى { $to }
page-surface-paved = معبَّد
page-surface-gravel = حصوي
page-surface-track = مسلك
page-surface-sand = رملي
page-place-town = بلدة
page-place-junction = مفرق
page-place-crossing = معبر
page-place-site = موقع
page-defile = مسار واحد: لا تستطيع الأرتال أن تتقابل فيه.
page-part-of = جزء من
page-stretches = المقاطع
page-reports = التقارير التي يستند إليها، الأثقل أولًا
page-fading = نصف ما كان معروفًا عن طريق يفقد قيمته بعد { $hours } ساعة.
page-weight = الوزن { $weight } من { $full }
page-not-counted = لم يُحتسب: ينوب عنه تقرير أحدث أو أثقل من المصدر الأول نفسه.
page-says = يقول
page-grade = التقدير
page-source = المصدر
page-origin = المصدر الأول
page-time-of = وقت الواقعة
page-filed = أودعه { $party }

## الخطة

page-plan-none = لا خطة نافذة: لم يُؤمَر بأي قافلة.
page-plan-name = الخطة { $digest }
page-plan-replaces = تحل محل الخطة { $parent }
page-plan-columns =
    { NUMBER($n) ->
        [zero] لا أرتال
        [one] رتل واحد
        [two] رتلان
        [few] { $n } أرتال
        [many] { $n } رتلًا
       *[other] { $n } رتل
    }
page-plan-vehicles =
    { NUMBER($n) ->
        [zero] لا مركبات
        [one] مركبة واحدة
        [two] مركبتان
        [few] { $n } مركبات
        [many] { $n } مركبة
       *[other] { $n } مركبة
    }
page-plan-weighed = وزن الزمن والخطر والتأخير معًا { $weighed }؛ لا خطة بهذه الأرتال تقل عن { $bound } (الفارق { $gap })
page-plan-files = ملفات لمن يسير بها
page-file-xlsx = مصنف (XLSX)
page-file-march-table = جدول المسير (CSV)
page-file-loads = قوائم الحمولة (CSV)
page-file-credits = أذون الحركة (CSV)
page-file-ics = تقويم (iCalendar)
page-file-gpx = مسالك (GPX)
page-file-geojson = خريطة (GeoJSON)
page-plan-behind = يبقى في مكانه
page-plan-all = لا يبقى شيء في مكانه.
page-plan-stranded = متوقف على الطريق حتى ينفتح سبيل
page-behind-no-vehicle-big-enough = لا مركبة هناك تتسع له
page-behind-fleet-full = كل المركبات هناك ممتلئة
page-behind-refused = نقله مرفوض: { $rule }
page-behind-no-crossing = لا معبر يمكن بلوغه ومغادرته
page-behind-vehicles-reserved = المركبات غير المحتفظ بها احتياطًا ممتلئة
page-behind-stock-reserved = محتفظ به هناك احتياطًا
page-behind-untowed = لا مركبة هناك متاحة لقطرها
page-behind-axle-too-heavy = محور عجلات كان سيحمل أكثر مما يجوز، أو مما يتحمله كل طريق من هناك
page-behind-out-of-range = الوقود لا يكفي لبلوغ أي معبر
page-behind-support-missing = لا أحد هناك يحرس الرتل أو يسحب مركباته المعطلة
page-behind-too-many-columns = ستزيد الأرتال على ما يمكن ترقيمه
page-march-table = جدول المسير
page-way = من { $origin } إلى { $crossing }
page-rate = سرعة المسير
page-space = الطول على الطريق
page-pass = مدة المرور
page-credit = إذن الحركة
page-halts = الوقفات
page-halt-orders = أوامر جديدة
page-halt-rest = استراحة
page-halt-fuel = تزود بالوقود
page-halt-hours = راحة السائقين
page-halt-daylight = السير نهارًا فقط
page-halt-opening = المعبر مغلق
page-halt-receiver = المستفيد غير مستعد
page-halt-crossing-busy = { $for } في المعبر
page-halt-defile = { $for } في المضيق
page-halt-headway = { $for } أمامه
page-halt-activity = { $for } تستعمل المقطع
page-loads = الحمولات
page-loads-order = البضائع مرتبة حسب تفريغها، وتُحمَّل بالترتيب المعاكس.
page-towed = مقطور لا محمَّل
page-own-wheels = تسير بنفسها
page-hazard = الرقم الأممي { $un }، { $class }
page-counts-as = تُعد { $classes }
page-nothing-dangerous = لا شيء خطر.
page-may-ride-adr = يجوز نقلها معًا بحسب { $adr }.
page-may-ride-cfr49 = يجوز نقلها معًا بحسب { $cfr }.
page-may-ride-un-simple = يجوز نقلها معًا بحسب قاعدة الأمم المتحدة المبسطة.
page-may-ride-stricter = يجوز نقلها معًا بحسب { $adr } وبحسب { $cfr }.
page-onward = ومن هناك إلى { $place }
page-steps = ما فعلته القافلة

## الحساب

page-ladder = من التعهد إلى الإثبات
page-ladder-note = كل رقم يعدّ ما بلغ تلك الدرجة بحسب التصريحات.
page-matters = المسائل
page-matters-none = لم تُفتح أي مسألة.
page-matters-words = صنف أو مكان أو طرف أو إرسالية أو رقم تسلسلي
page-matters-open = مفتوحة
page-matters-settled = منتهية
page-matters-fit = { $n } من { $all } مسألة
page-more = إظهار المزيد (بقي { $n })
page-matter-open =
    { NUMBER($days) ->
        [zero] مفتوحة منذ اليوم
        [one] مفتوحة منذ يوم واحد
        [two] مفتوحة منذ يومين
        [few] مفتوحة منذ { $days } أيام
        [many] مفتوحة منذ { $days } يومًا
       *[other] مفتوحة منذ { $days } يوم
    }
page-matter-settled =
    { NUMBER($days) ->
        [zero] سُوّيت في اليوم نفسه
        [one] سُوّيت بعد يوم واحد
        [two] سُوّيت بعد يومين
        [few] سُوّيت بعد { $days } أيام
        [many] سُوّيت بعد { $days } يومًا
       *[other] سُوّيت بعد { $days } يوم
    }
page-matter-asked = أول من يُسأل: { $party }
page-matter-said = قال كيف ينبغي أن تنتهي: { $parties }
page-counted = { $offered } في القائمة، و{ $counted } بحسب العدّ
page-checks = التحقق من الاستعمال النهائي
page-checks-none = لا تحقق مستحقًا لما استُلم.
page-check-due = الاستحقاق
page-books = الدفاتر
page-books-balanced =
    { NUMBER($n) ->
        [zero] لا أصناف بعد.
        [one] مجموع الصنف الوحيد على كل الحسابات صفر.
        [two] مجموع كل من الصنفين على كل الحسابات صفر.
        [few] مجموع كل صنف من { $n } أصناف على كل الحسابات صفر.
        [many] مجموع كل صنف من { $n } صنفًا على كل الحسابات صفر.
       *[other] مجموع كل صنف من { $n } صنف على كل الحسابات صفر.
    }
page-books-broken = مجموع هذه الأصناف ليس صفرًا، وهذا ما يجب ألا يحدث: { $items }
page-postings = التصريحات وراء هذه الأرقام
page-posting-moves = { $n } من { $from } إلى { $to }
page-holding-stock = { $holder }، { $site }
page-holding-way = { $stage }، { $consignment }
page-holding-reserved = { $holder }، { $site }، محجوز لـ { $pledge }
page-holding-moving = { $holder }، في الطريق إلى { $site }
page-holding-disputed = مختلَف فيه، المسألة { $matter }
page-holding-source = خارج العملية: المخزون الافتتاحي
page-holding-unlisted = خارج العملية: زائد على كل قائمة
page-holding-consumed = خارج العملية: استُهلك
page-holding-destroyed = خارج العملية: أُتلف
page-holding-lost = خارج العملية: فُقد، { $by }
page-stage-packed = معبّأ
page-stage-on-road = على الطريق
page-stage-at-crossing = عند المعبر
page-stage-offered = معروض للتسليم
page-findings = ما لا يتفق
page-findings-none = كل تصريح متفق مع سائرها.
page-encounters = قوافل تلتقي قوة على الطريق
page-meets = { $convoy } تلتقي { $party }
page-overlaps = قوى على المقطع نفسه في الوقت نفسه
page-overlap = { $parties } تستعملان المقطع نفسه في الوقت نفسه
page-acknowledged-both = أشعرت كلتاهما بالتلقي
page-not-acknowledged = لا إشعار بالتلقي من { $party }
page-acknowledged = أشعرت بالتلقي: { $party }
page-acknowledged-by-nobody = لا إشعار بالتلقي من أحد
page-overridden = بقرار { $party }، فوق التقارير
page-holder-set = في يد { $holder }، بحسب { $party }
page-until = حتى
page-hazards = المخاطر
page-load-class = يحتمل حتى { $n } طن
page-certainty-short = يقين { $percent } %
page-lanes =
    { NUMBER($n) ->
        [zero] لا مسارب للأرتال
        [one] مسرب واحد للأرتال
        [two] مسربان للأرتال
        [few] { $n } مسارب للأرتال
        [many] { $n } مسربًا للأرتال
       *[other] { $n } مسرب للأرتال
    }

## اليوم

page-today = اليوم
page-today-nothing = لا خلل في علم هذه العقدة.
page-today-count =
    { NUMBER($n) ->
        [zero] لا أمر يستدعي الانتباه
        [one] أمر واحد يستدعي الانتباه
        [two] أمران يستدعيان الانتباه
        [few] { $n } أمور تستدعي الانتباه
        [many] { $n } أمرًا يستدعي الانتباه
       *[other] { $n } أمر يستدعي الانتباه
    }
page-today-fine = لا شيء يُذكر: { $kinds }.
page-today-closures = إغلاقات في الطريق المتبقي
page-today-late = أرتال متأخرة
page-today-matters = مسائل مفتوحة
page-today-checks = فحوص متأخرة أو فاشلة
page-today-silent = شركاء صامتون
page-today-tails = سجلات تنتظر التوقيعات المصاحبة
page-today-closed = { $convoy }، طريقه مغلق
page-today-obeyed = بيقين يجعل كل خطة تتجنبه.
page-today-doubted = بلا يقين كافٍ لتتجنبه الخطط.
page-today-due = كان وصول { $convoy } مقررًا إلى { $place }
page-today-late-by = متأخر { $time }
page-today-heard = آخر خبر منه من { $place }
page-today-unheard = لا خبر منه منذ صدور الأمر
page-today-silent-since = لم يصل شيء منذ
page-today-silent-never = لم يصل شيء قط
page-today-tail = وُقّع مصاحبةً على { $cosigned } من { $size } قيد
page-today-waiting = في الانتظار منذ
page-today-findings =
    { NUMBER($n) ->
        [zero] لا تصريح لا يوافق الباقي
        [one] تصريح واحد لا يوافق الباقي
        [two] تصريحان لا يوافقان الباقي
        [few] { $n } تصريحات لا توافق الباقي
        [many] { $n } تصريحًا لا يوافق الباقي
       *[other] { $n } تصريح لا يوافق الباقي
    }
page-matter = المسألة { $matter }
page-days =
    { NUMBER($n) ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $n } أيام
        [many] { $n } يومًا
       *[other] { $n } يوم
    }

## الخطة عبر الزمن

page-timeline = الخطة عبر الزمن
page-timeline-longer = تمديد الزمن
page-timeline-whole = كلها
page-timeline-conflicts =
    { NUMBER($n) ->
        [zero] لا تعارض
        [one] تعارض واحد: لا يمكن تنفيذه كما خُطط له
        [two] تعارضان: لا يمكن تنفيذهما كما خُطط لهما
        [few] { $n } تعارضات: لا يمكن تنفيذها كما خُطط لها
        [many] { $n } تعارضًا: لا يمكن تنفيذها كما خُطط لها
       *[other] { $n } تعارض: لا يمكن تنفيذها كما خُطط لها
    }
page-timeline-sound = لا تعارض: لا لقاء في مضيق، ولا معبر مغلق، ولا طريق مقطوع، ولا قوة على الطريق.
page-timeline-hours = ساعات العبور
page-timeline-open = يُسمح بمرور التسليمات
page-timeline-shut = مغلق حيث التظليل المخطط
page-timeline-defiles = المضائق
page-timeline-card = جدول المسير والحمولات
page-timeline-note = اختر رتلًا لترى طريقه؛ ومفاتيح الأسهم تتبعه مقطعًا مقطعًا.
page-timeline-key = الأشرطة سير، والخطوط المنقطة وقوف، والأطر المخططة بعلامة التعجب تعارضات. الأرتال:
page-clash-meets = يلتقي { $convoy } و { $with } في مضيق
page-clash-overtakes = على { $convoy } أن يتجاوز { $with } في مضيق
page-clash-shut = يجد { $convoy } معبر { $place } مغلقًا
page-clash-closed = طريق { $convoy } يمر حيث الطريق مغلق

## العهدة في تدفقها

page-flow = العهدة
page-flow-title = من التعهد إلى الإثبات، تدفقًا
page-flow-none = لا شيء من المتعهد به أو المنقول يوافق هذه المرشحات.
page-flow-figures = كل تدفق بالأرقام
page-flow-verified = شوهد في فحص
page-filter = المرشحات
page-filter-all = الكل
page-filter-none = بلا مرشحات
page-filter-pledge = التعهد
page-filter-from = نُقل منذ
page-filter-to = نُقل قبل
page-life-moved = من { $from } إلى { $to }
page-life-looked = نظرت { $party } في { $place }: { $result } ({ $method })
page-life-none = لم يُقل شيء عن هذه القطعة.
page-life-back = كل التدفقات

## السجلات والتصريحات

page-journals = السجلات
page-journal-newest = وصول أحدث قيد
page-journal-unread = غير مكشوف هنا
page-journal-own = يُكتب هنا
page-journal-behind =
    { NUMBER($n) ->
        [zero] لا تأخر
        [one] متأخر بقيد واحد
        [two] متأخر بقيدين
        [few] متأخر بـ { $n } قيود
        [many] متأخر بـ { $n } قيدًا
       *[other] متأخر بـ { $n } قيد
    }
page-journal-nobody = لا أحد بعد
page-journal-checkpoint = نقطة التحقق الموقّعة
page-journal-root = بصمة الجذر
page-parties = الأطراف والضباط
page-officer-until = حتى القيد { $n }
page-statement-none = لا تحوز هذه العقدة تصريحًا كهذا.
page-statement-back = كل السجلات
page-statement-party = باسم
page-statement-stated = كُتب في
page-statement-known = حُفظ هنا أول مرة
page-statement-body = ما يقوله
page-statement-cites = يستند إلى
page-statement-withheld = تصريح لم يُكشف لهذه العقدة
page-statement-opaque = تصريح غير مفهوم هنا
page-statement-erased = تصريح مُحي من هذه العقدة
page-standing-not-granted = لم يكن لضابطه إذن بالتوقيع عند ذلك القيد.
page-standing-bad-signature = توقيعه لا يصح.
page-standing-in-doubt = مشكوك فيه منذ أن ألغى الطرف المفتاح.

## البحث

page-search = بحث
page-search-what = اسم أو رقم أو مكان بأي كتابة أو بصمة
page-search-close = إغلاق
page-search-found = ما وُجد
page-search-none = لا شيء هنا يوافق «{ $asked }».
page-search-hint = الأسهم تختار، ومفتاح الإدخال يفتح. تُطلب التصريحات بـ { $leaf } أو { $entry }.
page-found-place = مكان
page-found-axis = محور
page-found-segment = مقطع
page-found-convoy = قافلة
page-found-item = صنف
page-found-serial = قطعة
page-found-consignment = إرسالية
page-found-pledge = تعهد
page-found-party = طرف
page-found-officer = ضابط
page-found-matter = مسألة
page-found-statement = تصريح
page-position = الموضع
page-search-away = على بعد { $n } كم
page-march-order = ترتيب المسير
page-march-number = الترتيب
page-march-serial = المجموعة
page-march-unit = وحدة المسير
page-march-what = ما يسير
page-march-role = الدور
page-partners = الشركاء الذين يجري التبادل معهم
page-partner = الشريك
page-partner-reached = آخر اتصال
page-partner-behind = قيود متأخرة
page-partner-fault = ما فشل
page-partner-never = لم يحدث بعد
page-partner-failed =
    { NUMBER($n) ->
        [zero] لم يفشل تبادل منذئذ
        [one] فشل تبادل واحد منذئذ
        [two] فشل تبادلان منذئذ
        [few] فشلت { $n } تبادلات منذئذ
        [many] فشل { $n } تبادلًا منذئذ
       *[other] فشل { $n } تبادل منذئذ
    }
page-partner-refused =
    { NUMBER($n) ->
        [zero] لم يُرفض من سجلاته شيء
        [one] رُفض سجل واحد من سجلاته
        [two] رُفض سجلان من سجلاته
        [few] رُفضت { $n } من سجلاته
        [many] رُفض { $n } سجلًا من سجلاته
       *[other] رُفض { $n } سجل من سجلاته
    }
page-seals = الختم المدوَّن { $listed } والمقروء { $found }
page-photo = صورة { $hash }
page-photo-hold = اختر صورة أو أفلتها هنا لتعرف هل هي المقصودة
page-photo-fits = هذه الصورة مطابقة: بصمتها هي التي وُقّعت.
page-photo-strange = هذه الصورة غير مطابقة: هي غيرها أو غُيّرت.
page-round = ما يلتفّ حوله ولماذا
page-round-by = بالمقارنة مع الطريق الذي يسلكه الجميع من { $from } إلى { $to }، وفق ما كان معروفًا في
page-round-other = وفق هذه الصورة يوجد طريق أفضل من المأمور به، والأوقات أدناه له.
page-round-shut = غير مفتوح وقت العبور
page-round-barred = غير صالح
page-round-faster = بدونه: أسرع بـ{ $time }.
page-round-slower = بدونه: أبطأ بـ{ $time } عبر طريق أأمن.
page-round-same = بدونه وحده لا يُكسب وقت.
page-round-safer = تعرّض أقل بـ{ $time }.
page-round-exposed = تعرّض أكثر بـ{ $time }.
page-round-all = كل ما قيل عنه
page-round-nothing = لا يلتفّ حول شيء.
page-round-gone = لو زال كله: أسرع بـ{ $time }.
page-saved =
    { NUMBER($n) ->
        [zero] طرق عرض محفوظة
        [one] طريقة عرض محفوظة واحدة
        [two] طريقتا عرض محفوظتان
        [few] { $n } طرق عرض محفوظة
        [many] { $n } طريقة عرض محفوظة
       *[other] { $n } طريقة عرض محفوظة
    }
page-saved-name = احفظ المعروض باسم
page-saved-save = احفظ
page-saved-note = محفوظ في هذا المتصفح وحده.
page-saved-done = حُفظ { $name } في هذا المتصفح.
page-saved-remove = احذف { $name }
