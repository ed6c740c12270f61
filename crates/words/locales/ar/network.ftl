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
