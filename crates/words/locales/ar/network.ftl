# شبكات الطرق في ملفات.

col-away = البعد
col-class = الصنف
col-name = الاسم
col-network = الشبكة
col-position = الطول، العرض
col-segments = المقاطع
col-surface = السطح

network-apart = المعبر { $place } لا يتصل بشيء
network-against = { $found } مقابل { $against }
network-axis-set = المحور { $axis }: من { $from } إلى { $to }، { $length }، المقاطع: { $n }
network-joined = { $place } متصل مع { $was }
network-left-out = متروك، { $why }: { $n } (أولها { $first })
network-sound = لا شيء يُذكر
network-whole = الأماكن: { $places }؛ الأجزاء التي تصلها الطرق: { $parts }، أكبرها فيه { $largest } من الأماكن؛ ويمكن السير في الاتجاهين بين { $round } منها
network-written = { $file }: الأماكن { $places }، المقاطع { $segments }

network-axes = المحاور
network-bounds = الركنان الجنوبي الغربي والشمالي الشرقي
network-bytes = بايتات الملف
network-defiles = مقاطع بمسرب واحد
network-kinds = منها
network-length = طول جميع المقاطع
network-licence = الرخصة
network-limited = مقاطع عليها قيود
network-named = أماكن لها اسم
network-oneway = مقاطع باتجاه واحد
network-places = الأماكن
network-read = تاريخ القراءة
network-segments = المقاطع
network-source = المصدر
network-turns = انعطافات مقيدة

network-left-proposed = مقترح فقط
network-left-no-length = بلا طول
network-left-loop = ينتهي حيث يبدأ
network-left-twice = مكرر

network-finding-island = جزيرة معزولة
network-finding-one-way-trap = دخول بلا خروج أو العكس
network-finding-dead-end = طريق مسدود
network-finding-speed = سرعة غير معقولة
network-finding-short = أقصر من الخط المستقيم
network-finding-duplicate = طرفان وطول مكرران
network-finding-one-sided = معبر من جهة واحدة
network-finding-turn = انعطاف لا يلتقي

node-kind-town = بلدة
node-kind-junction = تقاطع
node-kind-crossing = معبر
node-kind-site = موقع

road-class-motorway = طريق سيار
road-class-trunk = طريق رئيسي كبير
road-class-primary = طريق أولي
road-class-secondary = طريق ثانوي
road-class-tertiary = طريق فرعي
road-class-unclassified = طريق غير مصنف
road-class-residential = شارع
road-class-service = طريق خدمة
road-class-track = مسلك
road-class-ferry = عبّارة

surface-paved = معبد
surface-gravel = حصى
surface-track = مسلك ترابي
surface-sand = رمل

hint-network-damaged = أنشئ الملف من جديد بالأمر `qafila network import`، أو انسخه مرة أخرى
hint-network-form = يصف `docs/network.md` الصيغ المقروءة
hint-network-join = حدّد مسافة بالخيار `--within`، أو الأماكن بالخيار `--pair`
hint-network-prefix = ميّز الأسماء بالخيارين `--prefix-one` و`--prefix-other`
hint-network-preset = سمِّ إعدادًا بالخيار `--preset`: { $names }، أو ملفًا لديك
hint-network-projection = حوّله أولًا، مثلًا بالأمر `ogr2ogr -t_srs EPSG:4326`

network-osm-roads = طرق { $roads } من { $ways } خطوط؛ قيود الانعطاف { $restrictions }، المتَّبع منها { $obeyed }
network-osm-left = تُرك، { $why }: { $n }
network-osm-unread = غير مفهوم، { $key }: { $n }، مثل { $example }
network-osm-conditional = وسوم مشروطة لا تُتَّبع: { $n }
network-osm-missing = طرق مبتورة لأن المقتطف تنقصه بعض عقدها: { $n }
network-osm-off = أماكن بعيدة عن كل طريق: { $n }، مثل { $example }
network-resumed = { $file }: يُستأنف استيراد انقطع

network-osm-left-not-built = لم تُبنَ، أو ليست طريقًا
network-osm-left-other-traffic = للمشاة أو الدراجات أو الخيل
network-osm-left-path = مسالك بلا أثر لمركبات
network-osm-left-forbidden = محظورة على المركبات الآلية
network-osm-left-area = مساحات
network-osm-left-impassable = لا تسلكها العجلات
network-osm-left-reversible = يتغير اتجاهها حسب الساعة
network-osm-left-ferry = معديات لا تنقل شاحنات

col-arrives = الوصول
col-exposed = مدة التعرض
col-fuel = الوقود
col-in-common = المشترك
col-leaves = الانطلاق
col-loss = الخسارة المتوقعة
col-over = عبر
col-road = الطريق
col-waits = الانتظار

season-dry = موسم الجفاف
season-wet = موسم الأمطار

title-choices = طرق لا تفوقها أخرى في الوقت والخطر، أسرعها أولًا
route-all-gone = لو زال ذلك كله: أسرع بمقدار { $time }
route-avoided = مطلوب تجنبه
route-barred-axle = حمل المحور حتى { $limit }، وللمركبة { $has }
route-barred-class = صنف الحمولة حتى { $limit }، وللمركبة { $has }
route-barred-ford = مخاضة
route-barred-grade = مسلك من الدرجة { $limit }، والمركبة تتحمل { $has }
route-barred-height = الارتفاع حتى { $limit } مم، وللمركبة { $has } مم
route-barred-length = الطول حتى { $limit } مم، وللمركبة { $has } مم
route-barred-mass = حتى { $limit }، ووزن المركبة { $has }
route-barred-private = خاص
route-barred-season = في { $season } فقط
route-barred-surface = لا يصلح لهذه المركبة: { $surface }
route-barred-width = العرض حتى { $limit } مم، وللمركبة { $has } مم
route-exposed = ؛ مدة التعرض { $time }، والخسارة المتوقعة { $loss }
route-from-to = { $from } إلى { $to }
route-fuel = ؛ الوقود { $fuel } لكل مركبة
route-gap = أيًا كان وزن الخطر، فلا طريق غير معروض أفضل بأكثر من { $share }
route-in-the-way = العائق: { $what }
route-less-exposed = { $line }، والتعرض أقل بمقدار { $exposed }
route-more-exposed = { $line }، والتعرض أكثر بمقدار { $exposed }
route-no-gap = أيًا كان وزن الخطر، فلا طريق آخر أفضل
route-nothing-round = لا يلتف حول شيء: لا طريق آخر أسرع
route-of-it-waiting = ، منها { $time } انتظارًا
route-one-choice = لا طريق آخر أسرع ولا أسلم
route-place-shut = { $place }، مغلق وقت المرور
route-round-faster = يلتف حول { $what }؛ ولولا ذلك لكان أسرع بمقدار { $time }
route-round-no-gain = يلتف حول { $what }؛ وزوال ذلك وحده لا يفيد
route-round-slower = يلتف حول { $what }؛ ولولا ذلك لكان أبطأ بمقدار { $time }
route-stretch = { $what }، { $length } ({ $why })
route-summary = من { $from } إلى { $to }، الانطلاق { $depart }: الوصول { $arrive }، { $time }، { $length }
route-meets = يلتقي { $party } على { $where }، { $when }: { $note }
route-meets-unread = ! يلتقي { $party } على { $where }، { $when }: { $note } — بلا إشعار بالتلقي ({ $statement })
