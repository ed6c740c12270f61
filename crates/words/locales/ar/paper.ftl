# الورق: بوليصة النقل وشهادة التسليم وورقة التحقق

paper-waybill = بوليصة نقل
paper-certificate = شهادة تسليم
paper-check-sheet = ورقة التحقق من الاستعمال النهائي
paper-page = صفحة { $n } من { $m }
paper-printed = طُبعت في { $at }. العبرة بالبيانات الموقّعة؛ وهذه الورقة تعرضها.

## موضوعها

paper-giver = المُسلِّم
paper-receiver = المستلِم
paper-from-site = من
paper-to = إلى
paper-commander = قائد القافلة
paper-credits = أذون الحركة
paper-consignments = الشحنة
paper-pledges = التعهد
paper-route = الطريق بالمقاطع
paper-mass-total = كتلة الحمولة
paper-explosive-total = صافي كتلة المتفجرات
paper-statement = البيان
paper-statement-is = القيد { $n } في { $journal }، { $leaf }
paper-offered-at = عُرضت
paper-counted-at = عُدّت
paper-offer-statement = قائمة المُسلِّم
paper-answer-statement = جواب المستلِم
paper-list-by = أعدّ القائمة
paper-as-of = الحال في
paper-due-count = المطلوب التحقق منه
paper-due-counted = القطع: { $n }، منها متأخرة: { $overdue }

## الجداول

paper-march-table = جدول المسير؛ الأوقات بتوقيت { $zone }
paper-passed = المرور (باليد)
paper-goods = البضائع
paper-pieces = القطع بأرقامها التسلسلية
paper-code = الرمز
paper-package = الطرد
paper-packages = الطرود
paper-packages-found = الطرود كما وُجدت
paper-unknown = غير معروف هنا
paper-at-least = { $mass } على الأقل
paper-lot = الدفعة
paper-un = رقم الأمم المتحدة
paper-class = الرتبة
paper-hazards = البضائع الخطرة
paper-explosive = صافي المتفجرات
paper-seal = الختم { $seal }
paper-list-and-count = القائمة والعدّ
paper-more-or-less = الزيادة أو النقص
paper-reason-note = { $reason }: { $note }
paper-listed-and-seen = في القائمة وعُدّت:
paper-listed-not-seen = في القائمة ولم تُعدّ:
paper-seen-not-listed = عُدّت وليست في القائمة:
paper-matters = المسائل
paper-pieces-due = القطع المستحقة
paper-accepted-on = الاستلام
paper-due-on = الموعد
paper-found = النتيجة
paper-how = الطريقة
paper-check-how = ضع علامة في خانة واحدة للنتيجة وخانة واحدة للطريقة. القطعة التي لم تُعرض يُكتب في ملاحظتها أحد الأسباب أدناه. ثم سجّل ذلك بيانات: فالعبرة بها وحدها.
paper-check-reasons = الأسباب

## مكان الحبر

paper-ink-name = الاسم
paper-ink-function = الوظيفة
paper-ink-time = اليوم والساعة
paper-ink-signature = التوقيع
paper-sign-dispatched = أرسلها
paper-sign-commander = قائد القافلة
paper-sign-arrived = شهد الوصول
paper-sign-loaded = حمّلها
paper-sign-driver = السائق
paper-sign-unloaded = أنزلها
paper-sign-giver = عن المُسلِّم
paper-sign-receiver = عن المستلِم
paper-sign-checked = تحقق منها
paper-sign-keeper = أمين الموقع
paper-sign-witness = الشاهد

## الأوامر

paper-movement-order = أمر حركة
paper-credit = إذن حركة
paper-ordered-by = الجهة الآمرة
paper-plan = الخطة
paper-situation = الموقف
paper-task = المهمة
paper-state = الوضع
paper-columns = الأرتال؛ الأوقات بتوقيت { $zone }
paper-control = تدابير التنسيق
paper-for-all = لجميع الأرتال
paper-rate = سرعة المسير
paper-until = إلى
paper-halts = التوقفات؛ الأوقات بتوقيت { $zone }
paper-at-point = { $place }؛ الأوقات بتوقيت { $zone }
paper-signals = الإشارة (تُملأ باليد)
paper-signal-call = رمز النداء
paper-signal-frequency = التردد أو الرقم
paper-signal-other = البديل
paper-signal-hours = الساعات
paper-loaded = حُمّل
paper-allowed-by = أجاز جمعها
paper-credit-issued = صدر
paper-credit-asked = يُطلب
paper-credit-means = للرتل أن يسلك هذه الطرق وحدها، من دخول أول مركبة فيه إلى خروج آخر مركبة. ومن تعذّر عليه الالتزام بالأوقات أخبر ضبط الحركة وتوقف خارج الطريق.
paper-sign-ordered = عن الجهة الآمرة
paper-sign-received = تسلّمه
paper-sign-issued = أصدره

## سطر الأوامر

paper-written = { $file }: { $bytes } بايت
paper-march-order = ترتيب المسير
paper-driver = السائق (باليد)
paper-march-place = { $number } (المجموعة { $serial }، وحدة المسير { $unit })
