# تلميحات: ما العمل بعد ذلك، جملة لكل نوع من الإخفاق.

hint-busy = عملية أخرى تكتب في العقدة؛ أعد المحاولة عند انتهائها
hint-damaged = اطلب نسخة سليمة من الطرف أو من أي جهة تحتفظ بالسجل
hint-damaged-store = استعد العقدة من نسخة، ثم استورد سجلات الشركاء
hint-date = اذكر اليوم مع `--date`، مثل `--date 2013-02-08`؛ فهو لا يُخمَّن أبدًا
hint-denied = لا يملك المستخدم الذي يشغّل هذا إلا قراءة مجلد العقدة وملفاتها؛ شغّله باسم مالكها
hint-empty-folder = اذكر مجلدًا غير موجود بعد
hint-head-moved = أضاف غيرك شيئًا في هذه الأثناء؛ أعد الأمر
hint-init = أنشئ عقدة بالأمر `qafila init`
hint-journal-folder = اذكر مجلد سجل، أو المجلد الذي فوق عدة سجلات
hint-hidden = ما يبدأ بـ `hidden:` يُكتب عند التوقيع؛ اكتب القيمة، و`"hidden": {"{"}"fields": ["place"], "parties": ["monitor"]{"}"}` بجانب `kind`
hint-jsonl = كل سطر كائن JSON واحد؛ أمثلتها في `docs/statements.md`
hint-log = يسرد `qafila journal log` التصريحات مع بصماتها
hint-matters = يسرد `qafila handover matters` قوائم التسليم والمسائل مع بصماتها
hint-nearest = هل تقصد { $names }؟
hint-no-node = اذكر مجلد عقدة مع `--node`، أو أنشئ عقدة بالأمر `qafila init`
hint-not-there = لا تُسلِّم القافلة إلا بعد وصولها؛ صرِّح بذلك بتصريح `progress`
hint-officer = اذكر من يوقّع مع `--officer`، أو `"officer"` في السطر
hint-order = يوقّع `qafila plan --order` أوامر الخطة
hint-other-folder = اذكر مجلدًا آخر، أو انقل ذلك منه
hint-outcome = أعطِ `--outcome ITEM=N:VERDICT` لكل بند مختلَف فيه، أو `--agree`
hint-other-passphrase = عيّن `QAFILA_OTHER_PASSPHRASE`، أو شغّل الأمر في طرفية
hint-passphrase = عيّن `QAFILA_PASSPHRASE`، أو شغّل الأمر في طرفية
hint-plan = `--replan last` يعيد التخطيط انطلاقًا من الخطة النافذة
hint-pledge = يأتي التعهد بالأمر `qafila journal import`، أو بالأمر `qafila say` على عقدة المانح
hint-port = اختر منفذًا آخر مع `--port`
hint-reason = أضفه بعد نقطتين: `short`، `over`، `damaged`، `substituted`، `wrong_serial`، `wrong_lot`، `seal_broken`
hint-restored = استُعيدت هذه العقدة من نسخة قديمة؛ لا توقّع بها قبل أن يكتمل سجلها من جديد
hint-route-why = مع `--why` يُذكر المغلق والمتنازع عليه على أقصر طريق
hint-seal-key = استورد سجل ذلك الطرف أولاً، أو اكتب المجلد مفتوحاً باستعمال `--plain`
hint-skip-bad = صحّح الأسطر، أو أضف السليمة منها مع `--skip-bad`
hint-split = قسّمه واقرأ الأجزاء
hint-split-view = احتفظ بالنسختين: فهما معًا تثبتان أن الطرف يعرض تاريخين مختلفين
hint-stock = ما يوجد في موقع يُصرَّح به بالنوع `stock_declared`
hint-unknown = صحّح الأسطر، أو أضف السليم منها باستعمال `--skip-bad`، أو مرّر باستعمال `--unknown` ما لم يعرّفه شريك بعد
hint-utf8 = حوّل النص أولًا إلى UTF-8
