# الكتابة من الصفحة: الدخول وما يُوقَّع فيها.

## الدخول

desk-sign-in = الدخول
desk-sign-in-again = انتهت جلستك. ادخل من جديد: لم يضع شيء مما كتبته.
desk-sign-in-over = انتهت الجلسة: ادخل من جديد
desk-sign-in-note = عبارة السر هي عبارة مفاتيح هذه العقدة. تفتح مفاتيح الضباط المسمّين ثماني ساعات على الأكثر.
desk-who = الضابط
desk-also = وباسم
desk-choose = اختر
desk-passphrase = عبارة السر
desk-unlocking = تُفتح المفاتيح
desk-cancel = إلغاء
desk-officer = { $role }، { $officer }
desk-left = بقيت { $n } د
desk-signed-in = دخل
desk-lasts = المدة
desk-sign-out = الخروج
desk-sign-out-note = الخروج يمحو المفاتيح، وما كُتب هنا ولم يُوقَّع.
desk-now = دخل { $officer }

## مفاتيح المرور

desk-passkey-sign-in = الدخول بمفتاح مرور
desk-passkey-waits = في انتظار مفتاح المرور
desk-passkey-home = مفتاح المرور لاسم لا لعنوان: افتح هذه الصفحة على { $url } لتستعمله.
desk-passkey-unable = هذا المتصفح لا يعرف مفاتيح المرور هنا.
desk-passkeys = مفاتيح المرور
desk-passkey-label = اسمه
desk-passkey-note = يفتح من الآن مفاتيح هذا الضابط على هذه العقدة دون عبارة السر. من كان بيده واستطاع فتحه وقّع بهذا الاسم.
desk-passkey-add = إضافة مفتاح مرور
desk-passkey-added = صار { $name } يُدخل من الآن.
desk-passkey-used = آخر استعمال
desk-passkey-unused = لم يُستعمل بعد
desk-passkey-old = لمفاتيح استُبدلت: لا يُدخل أحدا.
desk-passkey-remove = حذف { $name }
desk-passkey-removed = حُذف { $name }.

## ما رُفض

desk-problem-unreachable = الخادم لا يجيب. ما كتبته محفوظ هنا؛ أرسله ثانية: يُوقَّع مرة واحدة مهما أُرسل.
desk-problem-passphrase = عبارة السر هذه لا تفتح مفاتيح هذه العقدة.
desk-problem-attempts =
    { NUMBER($seconds) ->
        [zero] محاولات كثيرة. المحاولة التالية ممكنة الآن.
        [one] محاولات كثيرة. المحاولة التالية ممكنة بعد ثانية واحدة.
        [two] محاولات كثيرة. المحاولة التالية ممكنة بعد ثانيتين.
        [few] محاولات كثيرة. المحاولة التالية ممكنة بعد { $seconds } ثوان.
        [many] محاولات كثيرة. المحاولة التالية ممكنة بعد { $seconds } ثانية.
       *[other] محاولات كثيرة. المحاولة التالية ممكنة بعد { $seconds } ثانية.
    }
desk-problem-expired = انتهت الجلسة. ادخل من جديد.
desk-problem-sign-in = لم يدخل أحد. ادخل أولا.
desk-problem-not-yours = يلزم لهذا ضابط آخر لم يدخل.
desk-problem-passkey = مفتاح المرور هذا لا يُدخل هنا. ربما حُذف؛ ادخل بعبارة السر.
desk-problem-passkey-none = لم يُضف أحد هنا مفتاح مرور بعد. ادخل بعبارة السر ثم أضف واحدا.
desk-problem-passkey-stale = استُبدلت مفاتيح منذ أُضيف هذا. ادخل بعبارة السر وأضفه من جديد.
desk-problem-passkey-challenge = طال ذلك أكثر مما يجوز، أو أُرسل مرتين. ابدأ من جديد.
desk-problem-passkey-many = طُلبت مفاتيح مرور كثيرة. حاول بعد دقيقتين.
desk-problem-passkey-name = مفتاح المرور لاسم. افتح هذه الصفحة باسم الخادم وعلى منفذه.
desk-problem-passkey-prf = هذا لا يقدر على قفل المفاتيح: لا يعرف PRF. استعمل مفتاح أمان برقم سري، أو متصفحا أو جهازا آخر.
desk-problem-passkey-passphrase = لتضيف واحدا، اخرج ثم ادخل بعبارة السر.
desk-problem-passkey-here = لهذا الجهاز أو المفتاح واحد هنا من قبل.
desk-problem-passkey-stopped = لم يُظهر مفتاح مرور. حاول ثانية، أو ادخل بعبارة السر.
desk-problem-refused = لا يمكن هذا على حاله.
desk-problem-refused-now = ما هو محفوظ هنا يمنعه.
desk-problem-idempotency = وُقّعت صيغة سابقة منه، ولم تُوقَّع هذه. انظر ما وُقّع قبل أن ترسلها.
desk-problem-busy = عملية أخرى تكتب في العقدة. أرسله ثانية بعد لحظة.
desk-problem-too-long = هذا أطول من أن يُرسل في طلب واحد.
desk-problem-query = لا يمكن قراءة هذا.
desk-problem-json = لا يمكن قراءة هذا.
desk-problem-unknown = لا شيء من ذلك هنا.
desk-problem-other = رفض الخادم هذا.

## التوقيع

desk-sign = التوقيع
desk-signs = يوقّع { $officer }
desk-signed =
    { NUMBER($n) ->
        [zero] لم يُوقَّع شيء جديد؛ وما قُرّر محفوظ.
        [one] وُقّع بيان واحد.
        [two] وُقّع بيانان.
        [few] وُقّعت { $n } بيانات.
        [many] وُقّع { $n } بيانا.
       *[other] وُقّع { $n } بيان.
    }
desk-unfit =
    { NUMBER($n) ->
        [zero] كلها توافق الباقي.
        [one] واحد منها لا يوافق الباقي؛ وهو موقّع مع ذلك، ومذكور في الحساب.
        [two] اثنان منها لا يوافقان الباقي؛ وهما موقّعان مع ذلك، ومذكوران في الحساب.
        [few] { $n } منها لا توافق الباقي؛ وهي موقّعة مع ذلك، ومذكورة في الحساب.
        [many] { $n } منها لا توافق الباقي؛ وهي موقّعة مع ذلك، ومذكورة في الحساب.
       *[other] { $n } منها لا توافق الباقي؛ وهي موقّعة مع ذلك، ومذكورة في الحساب.
    }
desk-send-again = إرسال ثانية
desk-throw-away = تخلّص منه
desk-sure = { $what }: أمتأكد؟
desk-see-map = انظر الخريطة

## تقرير

desk-report = تقديم تقرير
desk-report-sign-in = من يقدم تقريرا يوقّعه: ادخل أولا.
desk-report-text = التقرير كما ورد
desk-report-date = يومه. لا يُخمَّن أبدا.
desk-report-outlet = من نشره أو أرسله
desk-report-no-outlet = بلا ناشر، أو غير معروف
desk-report-note = القراءة لا تكتب شيئا. أنت تقرر في كل مسودة قبل أن يُوقَّع شيء.
desk-report-read = قراءة
desk-report-of = تقرير يوم { $date }
desk-report-back = تغيير النص أو اليوم
desk-report-dropped = تغيّر النص أو القواعد: تُرك ما كان قد قُرّر.
desk-text = نص التقرير
desk-draft = المسودة { $n }
desk-verdict = مآلها
desk-verdict-accept = قبول
desk-verdict-edit = تصحيح
desk-verdict-reject = رفض
desk-verdict-later = لاحقا
desk-fate-signed = وُقّعت من قبل.
desk-fate-rejected = رُفضت من قبل.
desk-grade-other = تقول { $yours } وكان المقترح { $suggested }. يُحفظ كلاهما.
desk-missing-grade = الحرف والرقم يضعهما إنسان، كل على حدة: أحدهما ناقص.
desk-missing-edit = لم يُصحَّح شيء. فهي إذن مقبولة لا مصحَّحة.
desk-anew = الصواب
desk-anew-note = تُحفظ القراءة إلى جانبه، والدرجة المقترحة { $grade }.
desk-as-read = قُرئ: { $what }
desk-add = أضف طريقا أو مكانا
desk-take-away = احذف { $name }
desk-history = تاريخ لا خبر
desk-tally = مقبول: { $accepted }، مرفوض: { $rejected }، لاحقا: { $later }
desk-sign-decisions = وقّع ما قُرّر

## على طريق أو مكان

desk-observe = أبلغ عن هذا بيدك
desk-observe-sign = وقّع التقرير
desk-observe-when = متى كان ذلك
desk-observe-words = ما قيل، بكلماته
desk-observe-class = نوع المصدر
desk-observe-source = اسم المصدر الخاص به
desk-observe-source-note = حروف لاتينية وأرقام، مثل patrol-3؛ والمصدر نفسه يبقى على اسمه.
desk-closure = ارسم إغلاقا
desk-closure-sign = وقّع الإغلاق
desk-closure-note = يعلو كل التقارير حتى ينتهي. يقوله ضابط الحركة أو السلطة.
desk-closure-reason = السبب
desk-closure-backwards = يجب أن ينتهي بعد أن يبدأ.
desk-closure-from = من (فارغ: منذ البدء)
desk-closure-to = إلى
desk-acknowledge = أكّد تلقي هذا الإشعار

## الخطة

desk-plan = ضع خطة
desk-plan-from = ابتداء من (فارغ: الآن)
desk-plan-seconds = ثوان للبحث عن خطة أفضل
desk-plan-again = خطّط ثانية لما تغيّر
desk-plan-note = وضع الخطة لا يأمر بشيء.
desk-plan-make = ضع الخطة
desk-planning = يجري التخطيط
desk-plan-made = الخطة { $digest }، لم يؤمر بها بعد
desk-plan-empty = لا رتل: لم يبق ما يُنقل، أو لا يمكن نقله.
desk-plan-behind =
    { NUMBER($n) ->
        [zero] لا يتخلف شيء.
        [one] تتخلف حاجة واحدة.
        [two] تتخلف حاجتان.
        [few] تتخلف { $n } حاجات.
        [many] تتخلف { $n } حاجة.
       *[other] تتخلف { $n } حاجة.
    }
desk-plan-sound = لا اعتراض للفاحص.
desk-plan-objections =
    { NUMBER($n) ->
        [zero] لا اعتراض للفاحص.
        [one] للفاحص اعتراض واحد، فلا يؤمر بها:
        [two] للفاحص اعتراضان، فلا يؤمر بها:
        [few] للفاحص { $n } اعتراضات، فلا يؤمر بها:
        [many] للفاحص { $n } اعتراضا، فلا يؤمر بها:
       *[other] للفاحص { $n } اعتراض، فلا يؤمر بها:
    }
desk-plan-issue = وقّع الأوامر
desk-plan-sure =
    { NUMBER($n) ->
        [zero] آمر بهذا: لا رتل في الخطة { $digest }
        [one] آمر بهذا: أمر حركة وإذن لرتل واحد من الخطة { $digest }
        [two] آمر بهذا: أوامر حركة وأذون لرتلين من الخطة { $digest }
        [few] آمر بهذا: أوامر حركة وأذون لـ { $n } أرتال من الخطة { $digest }
        [many] آمر بهذا: أوامر حركة وأذون لـ { $n } رتلا من الخطة { $digest }
       *[other] آمر بهذا: أوامر حركة وأذون لـ { $n } رتل من الخطة { $digest }
    }

## التسليم

desk-handover = عمليات التسليم
desk-offers-none = لم تُعرض قائمة.
desk-offer = اعرض ما لدى { $convoy }
desk-offer-sign = وقّع القائمة
desk-offer-note = القائمة هي ما بقي في الدفتر لدى القافلة. والمستلم يعدّ بنفسه.
desk-offer-waits = لم تُعدّ بعد
desk-offer-counted = عُدّت
desk-offer-over = انتهت
desk-count = عُدّها
desk-count-sign = وقّع العدّ
desk-count-same = كما في القائمة
desk-count-reason = سبب الفرق
desk-counted = المعدود
desk-listed = في القائمة:
desk-close = أقفلها
desk-close-sign = وقّع الإقفال
desk-settle = قل كيف تنتهي
desk-settle-sign = وقّع هذه الكلمة
desk-settle-how = قال الطرف الآخر كيف ينبغي أن تنتهي
desk-settle-agree = كما يقول الطرف الآخر
desk-settle-own = على غير ذلك
desk-settle-verdict = كيف تنتهي
desk-settle-quantity = الكمية
desk-settle-site = الموقع بمفتاحه (حيث تقتضيه النهاية)
desk-settle-note = ملاحظة
desk-offer-part = عُدّ بعضها
desk-count-counted = عُدّ بخلاف القائمة
desk-count-later = يُعدّ لاحقًا
desk-withdraw = اسحبها
desk-withdraw-sign = وقّع السحب
desk-package = طرد
desk-package-mark = علامته أو بطاقته كما تُقرأ
desk-package-seal = رقم ختمه كما يُقرأ
desk-package-add = بيّن حال طرد
desk-pieces-enter = امسح رقم القطعة أو اكتبه ثم اضغط إدخال
desk-pieces-here = { $serial }: وُجدت
desk-pieces-again = { $serial } وُجدت من قبل
desk-pieces-further = { $serial } ليست في القائمة: قُيّدت على أنها وُجدت زيادة
desk-pieces-strange = لا قطعة برقم { $serial } مستحقة الفحص هنا
desk-pieces-not-listed = ليست في القائمة
desk-look = سجّل فحصًا
desk-look-sign = وقّع الفحص
desk-look-result = ما وُجد
desk-look-method = كيف
desk-look-obstacle = لماذا لم تُعرض
desk-look-photo = الصورة
desk-look-photo-note = تبقى حيث هي فاحتفظ بها. تُوقَّع بصمتها.
desk-look-photo-of = { $name }، البصمة { $hash }
desk-look-witness = الشاهد
desk-look-n =
    { NUMBER($n) ->
        [zero] لم تُختر قطعة بعد.
        [one] قطعة واحدة مختارة.
        [two] قطعتان مختارتان.
        [few] { $n } قطع مختارة.
        [many] { $n } قطعة مختارة.
       *[other] { $n } قطعة مختارة.
    }
desk-plan-going =
    { NUMBER($n) ->
        [zero] البحث يبدأ، والمدة { $of } ثانية
        [one] البحث: ثانية واحدة من { $of }
        [two] البحث: ثانيتان من { $of }
        [few] البحث: { $n } ثوان من { $of }
        [many] البحث: { $n } ثانية من { $of }
       *[other] البحث: { $n } ثانية من { $of }
    }
desk-plan-rounds =
    { NUMBER($n) ->
        [zero] لا جولات بعد
        [one] جولة واحدة
        [two] جولتان
        [few] { $n } جولات
        [many] { $n } جولة
       *[other] { $n } جولة
    }
desk-plan-cancelled = أُلغي البحث.
desk-look-photo-lost = تعذّر حفظها فلا تُوقَّع بصمتها: { $why }
desk-count-photo = صورة لما يختلف إن وُجدت
