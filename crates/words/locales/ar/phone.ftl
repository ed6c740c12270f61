# صفحة الهاتف: عقدة داخل متصفح.

phone-title = الهاتف
phone-crossing = المعبر
phone-verify = التحقق من إثبات
phone-online = الشبكة متاحة.
phone-offline = لا شبكة، ولا حاجة إليها هنا.
phone-kept = هذه الصفحة محفوظة في الهاتف.
phone-unsent =
    { NUMBER($n) ->
        [0] وصل كل شيء إلى المكتب.
        [zero] وصل كل شيء إلى المكتب.
        [one] إفادة واحدة لم تصل المكتب بعد.
        [two] إفادتان لم تصلا المكتب بعد.
        [few] { $n } إفادات لم تصل المكتب بعد.
        [many] { $n } إفادة لم تصل المكتب بعد.
       *[other] { $n } إفادة لم تصل المكتب بعد.
    }
phone-trouble = لا يمكن استعمال الهاتف.
phone-elsewhere = الهاتف مفتوح في نافذة أخرى من هذا المتصفح. أغلقها ثم أعد تحميل هذه الصفحة.
phone-passphrase = عبارة المرور
phone-passphrase-again = العبارة نفسها مرة أخرى
phone-passphrases-differ = العبارتان مختلفتان. اكتبهما من جديد.
phone-refused = لم يتم.
phone-why-passphrase = عبارة المرور هذه لا تفتح مفاتيح هذا الهاتف.
phone-why-no-slip = هذه ليست قصاصة ولا إثباتًا، أو ليست كاملة. خذ النص كله، أو صوّر الرمز من جديد.
phone-why-no-code = لم يُقرأ أي رمز في هذه الصورة. صوّره من أقرب، مستقيمًا، وحده.
phone-why-no-bundle = لا سجلات في هذا الملف. اختر الملف كما حفظه المكتب أو الهاتف الآخر.
phone-why-no-pass = هذا ليس تصريح هذا الهاتف. اطلب من المكتب التصريح الذي يجيب عن طلبه.
phone-why-not-known = ما يستند إليه هذا غير معروف هنا بعد. أحضر سجلات الطرف الآخر أولًا.
phone-why-counted = عُدّت هذه القائمة من قبل، والعدّ الأول هو القائم.
phone-why-reason = المعدود يخالف القائمة: بيّن السبب لكل سطر مختلف.
phone-why-unseen = في النص محرف لا يراه أحد. اكتبه من جديد بدل لصقه.
phone-working = جارٍ العمل
phone-unlock = فتح القفل
phone-lock = إقفال المفاتيح
phone-new = يمكن لهذا الهاتف أن يصير جهازًا لطرفكم: يوقّع بمفاتيح خاصة به لا تخرج منه أبدًا، ويعمل بلا شبكة. وما يقوله يُحفظ في هذا المتصفح إلى أن يُعاد به إلى المكتب.
phone-name = اسمه: أحرف لاتينية صغيرة وأرقام و«-»
phone-begin = إنشاء المفاتيح
phone-ask = 1. طلب إلى المكتب
phone-ask-how = سلّم هذا السطر إلى المكتب. هناك يجيب عنه الأمر { $command } بتصريح.
phone-request-file = حفظ الطلب في ملف
phone-pass = 2. أخذ التصريح
phone-pass-file = التصريح: ملف ينتهي بـ { $ending }
phone-who = من يوقّع على هذا الهاتف من { $party }
phone-take-up = ابدأ
phone-take = أخذ ما يعرضه الطرف الآخر
phone-slip-text = نص القصاصة
phone-slip-file = أو صورة للرمز، أو ملف
phone-take-do = أخذ
phone-taken = أُخذ: { $kind }، وقّعه { $officer }. التوقيع وموضعه في السجل سليمان.
phone-known = معروف من قبل: { $kind }، وقّعه { $officer }.
phone-waiting = قوافل عند معابرها
phone-offer = توقيع القائمة
phone-offers = القوائم
phone-no-offers = لا قائمة معروفة هنا. خذ واحدة من هاتف المسلِّم، أو أحضر السجلات.
phone-from-to = من { $giver } إلى { $receiver }، { $place }
phone-state-open = لم تُعَدّ بعد
phone-state-answered = عُدّت
phone-state-withdrawn = سُحبت
phone-count = عَدّ
phone-show-offer = عرض القائمة
phone-show-answer = عرض العدّ
phone-listed = في القائمة: { $n } ({ $unit })
phone-counted = المعدود
phone-all-there = الكل موجود
phone-reason = سبب الفرق
phone-note = ملاحظة
phone-sign-as = يوقّع باسم { $officer }.
phone-sign = توقيع العدّ
phone-slip = للطرف الآخر
phone-slip-code = رمز الإفادة الموقّعة وإثباتها
phone-slip-long = طولها { $bytes } بايت، وهي أطول من أن يحملها رمز؛ سلّم النص أو الملف.
phone-slip-as-text = نفسها نصًّا
phone-slip-save = حفظ في ملف
phone-close = إغلاق
phone-journals = السجلات
phone-home = أعد إلى المكتب ما قاله هذا الهاتف: يأخذه بالأمر { $command }.
phone-bundle = حفظ سجل هذا الهاتف
phone-bundle-in = إحضار سجلات من المكتب: ملف ينتهي بـ { $ending }
phone-verify-how = يُحكم على الإثبات في هذا المتصفح وحده. ألقِ ملفًا هنا، أو الصق نصه، أو صوّر رمزه.
phone-proof = الإثبات
phone-proof-file = أو ملف، أو صورة للرمز
phone-keys = سطور مفاتيح السجلات التي تثق بها، إلى جانب ما في هذا الهاتف
phone-leaf = بصمة الورقة إن لم يكشف الإثبات إفادته
phone-judge = احكم
phone-verdict-sound = سليم
phone-verdict-unsound = غير سليم
phone-verdict-unknown = مفتاح السجل غير معروف هنا: لم يثبت شيء. أضف سطر مفتاحه.
phone-proves = القيد { $n } في السجل { $journal }، بصمته { $leaf }
phone-says = يقول: { $kind }، وقّعه { $officer }، وبحسب قوله في
phone-cosigned = وقّع عليه مصاحبةً { $by }
phone-entries =
    { NUMBER($n) ->
        [zero] لا قيود
        [one] قيد واحد
        [two] قيدان
        [few] { $n } قيود
        [many] { $n } قيدًا
       *[other] { $n } قيد
    }
phone-imported =
    { NUMBER($n) ->
        [zero] لم يُؤخذ قيد جديد.
        [one] أُخذ قيد جديد واحد.
        [two] أُخذ قيدان جديدان.
        [few] أُخذت { $n } قيود جديدة.
        [many] أُخذ { $n } قيدًا جديدًا.
       *[other] أُخذ { $n } قيد جديد.
    }
phone-checks = الفحوص
phone-checks-none = لا تُعرف هنا قطعة مستحقة الفحص. أحضر السجلات.
phone-checks-due =
    { NUMBER($n) ->
        [zero] لا قطعة للفحص
        [one] قطعة واحدة للفحص
        [two] قطعتان للفحص
        [few] { $n } قطع للفحص
        [many] { $n } قطعة للفحص
       *[other] { $n } قطعة للفحص
    }
phone-checks-seen =
    { NUMBER($n) ->
        [zero] لا قطعة لا يلزمها فحص الآن
        [one] قطعة واحدة لا يلزمها فحص الآن
        [two] قطعتان لا يلزمهما فحص الآن
        [few] { $n } قطع لا يلزمها فحص الآن
        [many] { $n } قطعة لا يلزمها فحص الآن
       *[other] { $n } قطعة لا يلزمها فحص الآن
    }
phone-check-signed =
    { NUMBER($n) ->
        [zero] لم يُوقَّع فحص.
        [one] وُقّع فحص قطعة واحدة، وهو محفوظ هنا حتى يؤخذ إلى المكتب.
        [two] وُقّع فحص قطعتين، وهو محفوظ هنا حتى يؤخذ إلى المكتب.
        [few] وُقّع فحص { $n } قطع، وهو محفوظ هنا حتى يؤخذ إلى المكتب.
        [many] وُقّع فحص { $n } قطعة، وهو محفوظ هنا حتى يؤخذ إلى المكتب.
       *[other] وُقّع فحص { $n } قطعة، وهو محفوظ هنا حتى يؤخذ إلى المكتب.
    }
phone-check-look = افحص { $serial }
phone-scan-photo = أو صورة لرمزها
phone-scan-camera = اقرأ الرموز بالكاميرا
phone-scan-seen = ما تراه الكاميرا
phone-scan-stop = أغلق الكاميرا
phone-photos = الصور على هذا الهاتف
phone-photos-note = تبقى هنا ولا تُوقَّع إلا بصماتها. احفظ ما يلزم عرضه لاحقًا.
phone-photo-save = احفظ { $name }
phone-photo-remove = احذف { $name }
phone-photo-remove-sure = احذف { $name } نهائيًا
