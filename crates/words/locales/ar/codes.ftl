# Labels of codes. An identifier is the list's name and the code, see `code_id`.

## Who takes part

party-role-donor = مانح
party-role-recipient = مستفيد
party-role-partner = شريك
party-role-monitor = مراقب

officer-role-logistics = ضابط الإمداد
officer-role-movement = ضابط الحركة
officer-role-commander = قائد القافلة
officer-role-receiving = ضابط الاستلام
officer-role-liaison = ضابط الارتباط
officer-role-auditor = مدقق
officer-role-authority = سلطة مختصة

## What became of an agreement

agreement-status-concluded = مُبرَم
agreement-status-dormant = خامل
agreement-status-suspended = معلَّق
agreement-status-reactivated = مُفعَّل من جديد
agreement-status-ended = منتهٍ

## How an item is told apart

tracking-bulk = بالكمية
tracking-lot = بالدفعة
tracking-serial = بالرقم التسلسلي

## Why stock was corrected

adjustment-reason-counted = أُعيد العدّ
adjustment-reason-received = ورد من خارج العملية
adjustment-reason-spoiled = تلف أو انتهت صلاحيته
adjustment-reason-corrected = تصحيح تصريح سابق

## What a report claims

report-kind-road-status = حالة طريق
report-kind-crossing-status = حالة معبر
report-kind-town-control = السيطرة على بلدة
report-kind-siege-status = حصار
report-kind-force-movement = تحرك قوة
report-kind-force-presence = وجود قوة
report-kind-armed-action = عمل مسلح
report-kind-security-cooperation = تعاون أمني
report-kind-aid-pledge = تعهد بمساعدة
report-kind-agreement-status = وضع اتفاق
report-kind-consignment-dispatch = إرسال شحنة
report-kind-consignment-items = محتويات شحنة
report-kind-delivery = إيصال
report-kind-handover = تسليم
report-kind-clearance = إذن بالمرور
report-kind-seizure = استيلاء
report-kind-stock = مخزون
report-kind-shortage = نقص
report-kind-stated-purpose = غرض معلن
report-kind-policy-support = تأييد معلن

## What a draft from a text says: any of these

report-state-open = مفتوح
report-state-closed = مغلق
report-state-cut = مقطوع
report-state-passable = سالك
report-state-impassable = غير سالك
report-state-held = ممسوك
report-state-regained = مستعاد
report-state-threatened = مهدَّد
report-state-restricted = مقيَّد
report-state-taken = مستولى عليه
report-state-lost = خارج السيطرة
report-state-contested = متنازع عليه
report-state-imposed = مفروض
report-state-eased = مخفَّف
report-state-lifted = مرفوع
report-state-arrived = وصول
report-state-advancing = تقدّم
report-state-withdrew = انسحاب
report-state-pursued = مطاردة
report-state-patrolling = دوريات
report-state-stationed = تمركز
report-state-deployed = انتشار
report-state-planned = مخطط
report-state-begun = بدأ
report-state-ended = انتهى
report-state-decided = تقرر
report-state-pledged = متعهَّد به
report-state-partly-delivered = سُلِّم جزئيًا
report-state-signed = موقَّع
report-state-in-force = نافذ
report-state-reactivated = مُفعَّل من جديد
report-state-suspended = معلَّق
report-state-sent = أُرسل
report-state-in-transit = في الطريق
report-state-expected = منتظر
report-state-passed = مرّ
report-state-stranded = عالق
report-state-turned-back = أُعيد
report-state-pending = لم يتم بعد
report-state-done = تم
report-state-refused = مرفوض
report-state-granted = ممنوح
report-state-ready = جاهز

## How it is claimed

polarity-positive = مثبت
polarity-denied = منفي

modality-asserted = على أنه واقع
modality-planned = على أنه مخطط
modality-expected = على أنه متوقع
modality-hedged = بتحفظ
modality-possible = على أنه ممكن

## Who says it

source-class-named-official = مسؤول مذكور بالاسم
source-class-institution = مؤسسة
source-class-anonymous-official = مسؤول لم يُذكر اسمه
source-class-field-source = مصدر ميداني
source-class-agency-report = وسيلة إعلام أخرى
source-class-narrator = الوسيلة نفسها
source-class-anonymous-source = مصادر غير مسماة
source-class-unspecified-report = تقارير غير محددة
source-class-hearsay = شائعة

## لماذا تُقترح درجة

grade-reason-named-official = منصب واسم
grade-reason-specific-institution = جهة يمكن سؤالها
grade-reason-generic-institution = سلطات غير محددة
grade-reason-unnamed-official = مسؤول لم يُذكر اسمه
grade-reason-on-the-ground = شخص في الميدان
grade-reason-other-outlet = وسيلة إعلام أخرى مُقتبسة
grade-reason-own-voice = الوسيلة نفسها
grade-reason-outlet-letter = الحرف المعطى للوسيلة
grade-reason-bare-sources = «مصادر»، لا أكثر
grade-reason-bare-reports = «تقارير»، لا أكثر
grade-reason-rumour = شائعة
grade-reason-own-success = عن نجاحه هو
grade-reason-outlet-cap = يحدّها حرف الوسيلة
grade-reason-unchecked = لا شيء يؤيد أو ينفي
grade-reason-own-act = فعل المصدر نفسه
grade-reason-said-with-reserve = قيل بتحفظ
grade-reason-disputed = مُتنازع فيه في النص نفسه

## درجة قرب الاسم

nearness-same = مطابق
nearness-joined = موصول أو مفصول
nearness-consonants = الصوامت نفسها
nearness-letters = باختلاف حرف أو حرفين

## Admiralty code: F and 6 mean unknown, not worst

reliability-a = A، موثوق تمامًا
reliability-b = B، موثوق عادةً
reliability-c = C، موثوق إلى حد ما
reliability-d = D، غير موثوق عادةً
reliability-e = E، غير موثوق
reliability-f = F، لا يمكن الحكم عليه

credibility-1 = 1، أكدته مصادر أخرى
credibility-2 = 2، صحيح على الأرجح
credibility-3 = 3، ربما صحيح
credibility-4 = 4، مشكوك فيه
credibility-5 = 5، مستبعد
credibility-6 = 6، لا يمكن الحكم عليه

## Roads, crossings and places

road-state-open = مفتوح
road-state-restricted = مقيَّد
road-state-closed = مغلق
road-state-cut = مقطوع
road-state-passable = سالك
road-state-impassable = غير سالك
road-state-held = ممسوك
road-state-regained = مستعاد
road-state-taken = مستولى عليه
road-state-lost = خارج السيطرة
road-state-contested = متنازع عليه
road-state-threatened = مهدَّد
road-state-unknown = غير معروف

## Whether a convoy can drive

passability-open = مفتوح
passability-restricted = مقيَّد
passability-closed = مغلق
passability-contested = متنازع عليه
passability-unknown = غير معروف

## What a person sets above the reports

override-state-open = مفتوح
override-state-restricted = مقيَّد
override-state-contested = متنازع عليه
override-state-closed = مغلق

## What endangers the users of a stretch

road-hazard-mines = ألغام
road-hazard-ambush = كمين
road-hazard-banditry = قطّاع طرق
road-hazard-flood = مغمور بالمياه
road-hazard-sand = مغطى بالرمال

## What the competent authority decreed

regime-status-closed = مغلق بقرار
regime-status-open = مفتوح

clearance-decision-granted = مُنحت
clearance-decision-refused = رُفضت

## Custody, from promise to use

stage-packed = مُعَدّ
stage-on-road = على الطريق
stage-at-crossing = عند المعبر
stage-offered = معروض للتسليم
stage-consumed = مستهلَك
stage-destroyed = متلَف

## What a convoy did and met

progress-event-departed = غادرت
progress-event-passed = مرّت
progress-event-halted = توقفت
progress-event-arrived = وصلت

incident-kind-breakdown = عطل
incident-kind-loss = فقدان
incident-kind-damage = ضرر

attribution-known = الفاعل معروف
attribution-suspected = الفاعل مشتبه به
attribution-unknown = الفاعل مجهول

## Handover

difference-reason-short = أقل من القائمة
difference-reason-over = أكثر من القائمة
difference-reason-damaged = متضرر
difference-reason-substituted = استُبدل بغيره
difference-reason-wrong-serial = رقم تسلسلي آخر
difference-reason-wrong-lot = دفعة أخرى
difference-reason-seal-broken = الختم مكسور
package-state-intact = سليم
package-state-broken = الختم مكسور
package-state-missing = ناقص
package-state-other = غير ذلك، انظر الملاحظة
offer-status-open = لم يُعدّ
offer-status-partial = عُدّ بعضه
offer-status-answered = عُدّ
offer-status-closed = مُقفل
offer-status-voided = مسحوب

verdict-received = استُلم فعلًا
verdict-with-giver = لدى المُسلِّم
verdict-added-from-giver = أُضيف من مخزون المُسلِّم
verdict-lost = فُقد في الطريق
verdict-as-booked = يبقى حيث هو في الدفتر
verdict-destroyed = أُتلف أو شُطب

## End-use checks

check-result-present = موجود
check-result-absent = غير موجود
check-result-damaged = متضرر
check-result-not-shown = لم يُعرض
check-result-due = مستحق
check-result-overdue = متأخر

check-method-scan = بالمسح الضوئي
check-method-photo = بالصورة
check-method-typed = بكتابة الرقم
check-method-witnessed = بحضور شاهد

## What one of an item is

unit-each = قطعة
unit-litre = لتر
unit-kilogram = كيلوغرام
unit-box = صندوق

## نوع التصريح

kind-party-declared = تصريح بطرف
kind-officer-appointed = تعيين ضابط
kind-officer-revoked = إلغاء تعيين ضابط
kind-key-rotated = تبديل مفتاح
kind-audience-granted = إتاحة تصريح لطرف آخر
kind-agreement-concluded = إبرام اتفاق
kind-agreement-status-changed = تغيير وضع اتفاق
kind-pledge-made = تعهد
kind-pledge-amended = تعديل تعهد
kind-item-defined = تعريف صنف
kind-stock-declared = تصريح بمخزون
kind-stock-adjusted = تعديل مخزون
kind-report-filed = إيداع تقرير
kind-report-retracted = سحب تقرير
kind-regime-set = نظام معبر
kind-activity-notified = إبلاغ عن نشاط
kind-activity-acknowledged = إشعار بتلقي إبلاغ
kind-clearance-requested = طلب إذن بالمرور
kind-clearance-decided = قرار بشأن إذن بالمرور
kind-consignment-packed = إعداد شحنة
kind-movement-ordered = أمر حركة
kind-credit-issued = إذن حركة
kind-progress = تقدّم القافلة
kind-incident = حادث
kind-handover-offered = عرض قائمة تسليم
kind-handover-answered = جواب عن قائمة تسليم
kind-matter-opened = فتح مسألة
kind-matter-settled = موقف من نهاية مسألة
kind-check-performed = تحقق
kind-consumed = استهلاك
kind-destroyed = إتلاف
kind-parts-taken = نزع قطع
kind-log-key-rotated = استبدال مفتاح السجل
kind-stock-reserved = حجز مخزون
kind-reservation-released = رفع حجز
kind-stock-moved = نقل مخزون
kind-consignment-reloaded = إعادة تحميل شحنة
kind-stock-lost = فقدان من المخزون
kind-handover-closed = إقفال تسليم
kind-handover-voided = سحب قائمة تسليم
kind-lot-declared = التعريف بدفعة
kind-state-overridden = حالة محدَّدة فوق التقارير
kind-override-withdrawn = سحب الحالة المحدَّدة
kind-access-recorded = تسجيل الاطّلاع

## نقاط جدول المسير

point-start = نقطة الابتداء
point-critical = نقطة حرجة
point-passage = مرور
point-release = نقطة الافتراق
point-return = العودة إلى موقعها
march-role-carrier = حاملة
march-role-escort = مركبة حراسة
march-role-goods = بضائع
march-role-recovery = مركبة إنقاذ
march-role-tanker = صهريج وقود

## المسائل وعمليات التحقق

matter-open = مفتوحة
matter-settled = مسوّاة
matter-kind-handover = تسليم
matter-kind-stated = مصرَّح به
matter-kind-double-custody = في يدين
matter-kind-lost-serial = قطعة مفقودة
matter-kind-consumption = استهلاك
check-state-verified = متحقَّق منه
check-state-failed = غير مطابق
check-state-due = مستحق
check-state-overdue = متأخر

## القوافل

convoy-status-ordered = مأمورة
convoy-status-underway = في الطريق
convoy-status-halted = متوقفة
convoy-status-arrived = وصلت

## Why a party has another journal

succession-device = جهاز ثانٍ
succession-epoch = عهد جديد بعد استعادة نسخة
succession-revocation = عهد جديد بعد سرقة المفتاح

## التعهدات وعمليات التحقق

kind-pledge-condition-met = موقف من شرط تعهد
kind-check-schedule-set = تحديد جدول التحقق
kind-storage-checked = تحقق من التخزين
check-obstacle-unsafe = لا يمكن بلوغه بأمان
check-obstacle-refused = رفض الحائز
check-obstacle-deployed = مستعمل في مكان آخر
check-obstacle-in-repair = قيد الإصلاح
check-obstacle-unreadable = الرقم غير مقروء
check-obstacle-other = غير ذلك
storage-condition-locked = مقفل
storage-condition-guarded = محروس
storage-condition-fenced = مسيّج ومضاء
storage-condition-kept-apart = المواد الخطرة مفصولة
storage-condition-climate = جاف ومعتدل الحرارة
storage-condition-fire-safe = وسائل إطفاء متوفرة
storage-condition-records = السجلات مطابقة للرفوف
storage-result-met = مستوفى
storage-result-not-met = غير مستوفى
storage-result-not-seen = لم يُعاين
condition-state-none = لا شرط
condition-state-open = لم يتحقق
condition-state-claimed = متحقق بقول المستلِم
condition-state-met = متحقق
line-state-withdrawn = مسحوب
line-state-delivered = سُلِّم
line-state-stopped = الاتفاق موقوف
line-state-late = متأخر
line-state-waiting = ينتظر تحقق شرطه
line-state-will-be-late = سيتأخر
line-state-on-course = في مساره
line-state-unforeseen = لا توقّع

## الحساب: الأسباب والتدفقات

cause-unlisted = زائد على كل قائمة
cause-unposted = مصرَّح بحركته وليس في الدفاتر
cause-counted = العدّ يخالف الدفتر
cause-absent = بُحث عنه ولم يوجد
cause-matter = في مسألة مفتوحة
cause-in-transit = مُعَدّ أو في الطريق
cause-returned = عاد إلى المُسلِّم
cause-consumed = مستهلَك
cause-destroyed = مُتلَف
cause-lost = مفقود
cause-written-off = تالف أو مصحَّح
cause-added = وارد أو مصحَّح
node-pledged = متعهَّد به
node-fulfilled = موفّى
node-owed = الباقي
node-source = المخزون الافتتاحي
node-stock = مخزون المُسلِّم
node-way = في الطريق
node-crossing = عند المعبر
node-disputed = مختلَف فيه
node-unlisted = زائد على القائمة
node-receiver = مخزون المستلِم
node-returned = عائد
node-consumed = مستهلَك
node-destroyed = مُتلَف
node-lost = مفقود
node-written-off = مشطوب
node-settled = زائد على القائمة وسُوّي
