# كلمات مشتركة بين سطر الأوامر والورق والصفحة.

interval = من { $from } إلى { $to }
interval-from = ابتداءً من { $from }
interval-to = حتى { $to }
interval-always = في أي وقت

quantity-each =
    { NUMBER($n) ->
        [zero] لا قطع
        [one] قطعة واحدة
        [two] قطعتان
        [few] { $n } قطع
        [many] { $n } قطعة
       *[other] { $n } قطعة
    }
quantity-litre =
    { NUMBER($n) ->
        [zero] لا لترات
        [one] لتر واحد
        [two] لتران
        [few] { $n } لترات
        [many] { $n } لترًا
       *[other] { $n } لتر
    }
quantity-kilogram = { $n } كغ
quantity-box =
    { NUMBER($n) ->
        [zero] لا صناديق
        [one] صندوق واحد
        [two] صندوقان
        [few] { $n } صناديق
        [many] { $n } صندوقًا
       *[other] { $n } صندوق
    }

measure-metres = { $n } م
measure-kilometres = { $n } كم
measure-grams = { $n } غ
measure-kilograms = { $n } كغ
measure-tonnes = { $n } طن
measure-seconds = { $n } ث
measure-minutes = { $n } د
measure-hours-minutes = { $hours } س { $minutes } د
measure-kmh = { $n } كم/س
measure-litres = { $n } ل
measure-percent = { $n } %

# أمام رسالة من البرنامج
error = خطأ
caused-by = السبب
hint = تلميح

none = لا شيء
total = المجموع
