# الكتالوج، وقوائم جداول البيانات، والمصنفات.

col-code = الرمز
col-unit = الوحدة
col-tracking = التتبع
col-expires = صالح حتى
col-consignment = الشحنة
col-giver = المُسلِّم
col-explained = مفسَّر
col-settled = سُوّيت
col-unplanned = بلا أمر
sheet-reconciliation = المطابقة
sheet-pledges = التعهدات
sheet-variances = الفروق
sheet-balances = الأرصدة
sheet-matters = المسائل
sheet-checks = الفحوص
sheet-statements = التصريحات
export-written = كُتب { $file }
cell-yes = نعم
catalogue-empty = لم يُعرَّف أي صنف بعد
item-code = الرمز
item-name-en = الاسم بالإنجليزية
item-name-fr = الاسم بالفرنسية
item-name-ar = الاسم بالعربية
item-unit = الوحدة
item-conversions = وحدات أخرى
item-mass = كتلة الوحدة
item-volume = حجم الوحدة
item-millilitres = { $n } مل
item-tracking = التتبع
item-hazard = بضائع خطرة
item-net-explosive = الكتلة المتفجرة الصافية للوحدة
item-nsn = رقم التصنيف (الناتو)
item-unspsc = UNSPSC
item-gtin = GTIN
item-foodstuff = مادة غذائية
item-enhanced = مراقبة معززة للاستخدام النهائي
item-check-days = أيام حتى الفحص الأول
item-said-by = قاله
import-none-appended = الصفوف المعيبة: { $bad }، الصفوف السليمة: { $good }؛ لم يُضَف شيء
import-ignored = أعمدة لم تُقرأ: { $names }
import-bad-more =
    { NUMBER($n) ->
        [zero] لا خلايا معيبة أخرى
        [one] وخلية معيبة أخرى
        [two] وخليتان معيبتان أخريان
        [few] و{ $n } خلايا معيبة أخرى
        [many] و{ $n } خلية معيبة أخرى
       *[other] و{ $n } خلية معيبة أخرى
    }
import-unchanged =
    { NUMBER($n) ->
        [zero] لا صف يكرر ما هو معروف
        [one] صف واحد يكرر ما هو معروف
        [two] صفان يكرران ما هو معروف
        [few] { $n } صفوف تكرر ما هو معروف
        [many] { $n } صفًا يكرر ما هو معروف
       *[other] { $n } صف يكرر ما هو معروف
    }
hint-import-day = اكتب الأيام بالشكل 2026-05-31؛ فلكل ترتيب آخر قراءتان
hint-import-formula = ضع القيمة مكانها (انسخ ثم ألصق القيم وحدها)
hint-import-headings = يسرد `docs/catalogue.md` العناوين ووسوم HXL المقروءة
hint-import-item = استورد الكتالوج أولًا بالأمر `qafila catalogue import`
hint-import-merged = فُكَّ دمج الخلايا واملأ كل واحدة
hint-import-number = اكتبه دون فاصل بين الآلاف
hint-import-skip = صحّح الخلايا، أو أضِف الصفوف السليمة باستعمال `--skip-bad`
hint-import-utf8 = احفظه بصيغة CSV بترميز UTF-8 أو بصيغة XLSX
hint-import-xlsx = احفظه بصيغة XLSX دون كلمة مرور، أو بصيغة CSV بترميز UTF-8
