"""The words of the summary report: what a new template says before staff edit it in Word.

``ct.<code>`` is an indicator's total in prose, ``so.<code>`` the number behind it; codes are those
of the default catalogue. Sentences that data do not bear out disappear.
"""

from __future__ import annotations

BODY, HEADING, SUBHEADING, TABLE = "body", "heading", "subheading", "table"

Block = tuple[str, str]
"""What it is, and its text; for ``TABLE`` the key of a table of ``report_tables``."""


SUBJECT = 'Kết quả thực hiện phong trào thi đua "Dân vận khéo" năm {{ nam }}'
UNITS_TITLE = "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ"
INITIATIVES_TITLE = 'DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH "DÂN VẬN KHÉO" NĂM {{ nam }}'


def _when(condition: str, *blocks: Block) -> tuple[Block, ...]:
    """Return ``blocks`` that only appear under ``condition``."""
    return ((BODY, f"{{%p if {condition} %}}"), *blocks, (BODY, "{%p endif %}"))


_TOLD_OF_NEWS = " or ".join(f"tra_loi.CT{code}" for code in range(701, 705))

LEGAL_BASIS: tuple[Block, ...] = (
    (
        BODY,
        "Căn cứ Kết luận số 973-KL/TU ngày 13/7/2022 của Ban Thường vụ Tỉnh ủy về đẩy mạnh và "
        'nâng cao hiệu quả phong trào thi đua "Dân vận khéo";',
    ),
    *_when(
        "nam|int <= 2025",
        (
            BODY,
            "Căn cứ Kế hoạch số 31-KH/TU ngày 16/3/2021 của Ban Thường vụ Tỉnh ủy về thực hiện "
            'phong trào thi đua "Dân vận khéo", giai đoạn 2021 - 2025;',
        ),
    ),
    (
        BODY,
        "Căn cứ Công văn số 4418/UBND-NC ngày 05/9/2022 của Chủ tịch UBND tỉnh về việc triển khai "
        "thực hiện Kết luận số 973-KL/TU của Ban Thường vụ Tỉnh ủy về đẩy mạnh và nâng cao hiệu "
        'quả phong trào thi đua "Dân vận khéo".',
    ),
)

OPENING = (
    "Trên cơ sở tổng hợp báo cáo của các cơ quan, đơn vị, địa phương, {{ co_quan.ten }} báo cáo "
    'kết quả thực hiện phong trào thi đua "Dân vận khéo" năm {{ nam }} như sau:'
)

LEADING: tuple[Block, ...] = (
    (HEADING, "I. LÃNH ĐẠO, CHỈ ĐẠO VÀ TỔ CHỨC TRIỂN KHAI"),
    (SUBHEADING, "1. Công tác lãnh đạo, chỉ đạo"),
    (
        BODY,
        "Thực hiện Công văn số 4418/UBND-NC, các cơ quan, đơn vị, địa phương đã cụ thể hóa nội "
        "dung chỉ đạo thành kế hoạch, chương trình công tác phù hợp với tình hình thực tế; trong "
        "năm {{ nam }} đã ban hành {{ ct.CT101 }} văn bản để quán triệt, triển khai các chỉ thị, "
        "nghị quyết về công tác dân vận.",
    ),
    (
        BODY,
        "{{ co_quan.ten }} đã phát phiếu báo cáo thống nhất, theo dõi, đôn đốc các đơn vị, kiểm "
        "tra và đối chiếu số liệu trước khi tổng hợp.",
    ),
    (SUBHEADING, "2. Thực hiện chế độ báo cáo"),
    (
        BODY,
        "Các cơ quan, đơn vị, địa phương gửi báo cáo {% if nghiem_ngat %}trước{% else %}đến hết"
        "{% endif %} {{ han_nop }}. Toàn tỉnh có {{ dv.tong|dem }} đơn vị thuộc diện báo "
        "cáo{% if dv.mien %}, trong đó {{ dv.mien|dem }} đơn vị được miễn báo cáo kỳ này"
        "{% endif %}. Tính đến {{ ngay_xet_dai }}, có {{ dv.da|dem }}/{{ dv.phai|dem }} đơn vị đã "
        "gửi báo cáo{% if dv.ty_le is not none %}, đạt {{ dv.ty_le|so }}%{% endif %}"
        "{% if dv.da %}; trong đó {{ dv.dung_han|dem }} đơn vị gửi đúng hạn, {{ dv.muon|dem }} "
        "đơn vị gửi muộn{% endif %} (chi tiết tại Phụ lục I).",
    ),
    (BODY, "Kết quả theo loại đơn vị như sau:"),
    (TABLE, "by_kind"),
)

RESULTS: tuple[Block, ...] = (
    (HEADING, "II. KẾT QUẢ THỰC HIỆN"),
    (SUBHEADING, "1. Công tác quán triệt, triển khai"),
    (
        BODY,
        "Các cơ quan, đơn vị, địa phương đã tổ chức {{ ct.CT102 }} hội nghị, cuộc quán triệt, "
        "triển khai các chỉ thị, nghị quyết về công tác dân vận, với {{ ct.CT103 }} lượt người dự.",
    ),
    (SUBHEADING, "2. Công tác dân vận của chính quyền các cấp"),
    (
        BODY,
        "Người đứng đầu các cơ quan, đơn vị, địa phương đã thực hiện {{ ct.CT201 }} buổi tiếp "
        "công dân, tiếp {{ ct.CT202 }} lượt người; tổ chức {{ ct.CT203 }} cuộc đối thoại trực "
        "tiếp với Nhân dân. Đã tiếp nhận {{ ct.CT204 }} đơn, kiến nghị của công dân, giải quyết "
        "{{ ct.CT205 }} đơn, kiến nghị{% if so.CT208 is not none %}, đạt {{ ct.CT208 }}%"
        "{% endif %}.",
    ),
    (
        BODY,
        "Công tác cải cách hành chính được đẩy mạnh; đã đơn giản hóa {{ ct.CT206 }} thủ tục hành "
        "chính{% if so.CT207 is not none %}, tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn "
        "bình quân của các đơn vị là {{ ct.CT207 }}%{% endif %}.",
    ),
    (SUBHEADING, "3. Phong trào thi đua yêu nước, các cuộc vận động"),
    (
        BODY,
        "Các cơ quan, đơn vị, địa phương đã phát động {{ ct.CT301 }} phong trào thi đua yêu nước; "
        "phối hợp với Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội thực hiện "
        "{{ ct.CT302 }} cuộc vận động, phong trào.",
    ),
    (SUBHEADING, '4. Xây dựng, duy trì và nhân rộng mô hình, điển hình "Dân vận khéo"'),
    *_when(
        "mo_hinh.tong",
        (
            BODY,
            "Toàn tỉnh có {{ mo_hinh.tong|dem }} mô hình, điển hình, gồm "
            "{{ mo_hinh.loai['Tập thể']|dem }} mô hình, điển hình tập thể và "
            "{{ mo_hinh.loai['Cá nhân']|dem }} điển hình cá nhân (danh sách tại Phụ lục II); trong "
            "đó: đăng ký mới {{ mo_hinh.giai_doan['Đăng ký mới']|dem }}, đang thực hiện "
            "{{ mo_hinh.giai_doan['Đang thực hiện']|dem }}, duy trì "
            "{{ mo_hinh.giai_doan['Duy trì']|dem }}, nhân rộng "
            "{{ mo_hinh.giai_doan['Nhân rộng']|dem }}, được công nhận "
            "{{ mo_hinh.giai_doan['Được công nhận']|dem }}, dừng thực hiện "
            "{{ mo_hinh.giai_doan['Dừng']|dem }}.",
        ),
        (BODY, "Kết quả theo lĩnh vực và giai đoạn như sau:"),
        (TABLE, "fields"),
    ),
    *_when(
        "not mo_hinh.tong",
        (BODY, 'Đến nay chưa có mô hình, điển hình "Dân vận khéo" nào được đăng ký.'),
    ),
    (
        BODY,
        "Lũy kế từ đầu giai đoạn, các đơn vị đã đăng ký {{ ct.CT410 }} mô hình, điển hình; trong "
        "năm có {{ ct.CT412 }} bản đăng ký xây dựng mô hình mới theo Hướng dẫn số 08-HD/BDVTU và "
        "{{ ct.CT411 }} mô hình, điển hình tiêu biểu trong số được công nhận.",
    ),
    *_when(
        "mo_hinh.huong_loi",
        (
            BODY,
            "Các mô hình, điển hình đem lại lợi ích cho {{ mo_hinh.huong_loi|so }} lượt người"
            "{% if mo_hinh.kinh_phi %}; tổng kinh phí huy động {{ mo_hinh.kinh_phi|so }} đồng"
            "{% endif %}.",
        ),
    ),
    (SUBHEADING, "5. Bồi dưỡng, kiểm tra và giải quyết vấn đề nổi cộm trong Nhân dân"),
    (
        BODY,
        "Đã mở {{ ct.CT501 }} lớp bồi dưỡng kỹ năng công tác dân vận cho {{ ct.CT502 }} lượt cán "
        "bộ, công chức, viên chức; tổ chức {{ ct.CT503 }} cuộc thanh tra, kiểm tra việc thực thi "
        "công vụ{% if so.CT504 %}, xử lý {{ ct.CT504 }} cán bộ, công chức, viên chức vi phạm"
        "{% endif %}.",
    ),
    *_when(
        "so.CT505",
        (
            BODY,
            "Trong năm phát sinh {{ ct.CT505 }} điểm nóng, đã giải quyết {{ ct.CT506 }}"
            "{% if so.CT505 > so.CT506 %}, còn {{ (so.CT505 - so.CT506)|dem }} điểm nóng đang tập "
            "trung giải quyết{% endif %}. Cụ thể:",
        ),
        (TABLE, "hot_spots"),
    ),
    *_when(
        "tra_loi.CT505 and not so.CT505",
        (BODY, "Theo báo cáo của các đơn vị, trong năm không để phát sinh điểm nóng."),
    ),
    (SUBHEADING, "6. Phối hợp với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội"),
    (
        BODY,
        "Các cơ quan, đơn vị, địa phương đã tham gia, phối hợp thực hiện {{ ct.CT601 }} cuộc giám "
        "sát và {{ ct.CT602 }} cuộc phản biện xã hội; tiếp nhận {{ ct.CT603 }} kiến nghị sau giám "
        "sát, phản biện, đã trả lời {{ ct.CT604 }} kiến nghị{% if so.CT605 is not none %}, đạt "
        "{{ ct.CT605 }}%{% endif %}.",
    ),
    (SUBHEADING, "7. Thông tin, tuyên truyền"),
    *_when(
        _TOLD_OF_NEWS,
        (
            BODY,
            "Các cơ quan báo chí, cơ quan quản lý thông tin đã đăng, phát {{ ct.CT701 }} tin, "
            "{{ ct.CT702 }} bài, phóng sự; thực hiện {{ ct.CT703 }} chương trình phát thanh, "
            "truyền hình và {{ ct.CT704 }} chuyên trang, chuyên mục về công tác dân vận.",
        ),
    ),
    *_when(
        f"not ({_TOLD_OF_NEWS})",
        (
            BODY,
            "Các cơ quan báo chí, cơ quan quản lý thông tin chưa báo cáo số liệu về thông tin, "
            "tuyên truyền.",
        ),
    ),
    (SUBHEADING, "8. Biểu dương, khen thưởng"),
    (
        BODY,
        "Các đơn vị đã khen thưởng {{ ct.CT801 }} tập thể và {{ ct.CT802 }} cá nhân; đề nghị tỉnh "
        "khen thưởng {{ ct.CT803 }} tập thể và {{ ct.CT804 }} cá nhân có thành tích trong phong "
        "trào."
        "{% if khen_thuong.tong %} {{ co_quan.ten }} đã tổng hợp {{ khen_thuong.tong|dem }} đề "
        "nghị khen thưởng gắn với mô hình, điển hình cụ thể, gồm "
        "{{ khen_thuong.loai['Tập thể']|dem }} tập thể và {{ khen_thuong.loai['Cá nhân']|dem }} "
        "cá nhân{% endif %}{% if khen_thuong.tinh_trang['Đã khen'] %}, trong đó "
        "{{ khen_thuong.tinh_trang['Đã khen']|dem }} trường hợp đã có quyết định khen thưởng"
        "{% endif %}{% if khen_thuong.tong %}.{% endif %}",
    ),
    *_when(
        "so.CT901",
        (SUBHEADING, "9. Chỉ đạo các cơ quan, đơn vị trực thuộc và cấp cơ sở"),
        (
            BODY,
            "Các địa phương đã chỉ đạo {{ ct.CT901 }} cơ quan, đơn vị trực thuộc triển khai phong "
            "trào; có {{ ct.CT902 }} đơn vị trực thuộc đã báo cáo kết quả"
            "{% if so.CT903 is not none %}, đạt {{ ct.CT903 }}%{% endif %}.",
        ),
    ),
)

SHORTCOMINGS: tuple[Block, ...] = (
    (HEADING, "III. HẠN CHẾ, NGUYÊN NHÂN"),
    (SUBHEADING, "1. Hạn chế"),
    *_when(
        "ds_muon",
        (
            BODY,
            "- Có {{ ds_muon|length|dem }} đơn vị gửi báo cáo muộn: "
            "{{ ds_muon|ke('ngày', 8, 'Phụ lục I') }}.",
        ),
    ),
    *_when(
        "ds_qua_han",
        (
            BODY,
            "- Còn {{ ds_qua_han|length|dem }} đơn vị quá hạn chưa gửi báo cáo, chưa có số liệu để "
            "tổng hợp: {{ ds_qua_han|ke('ngày', 8, 'Phụ lục I') }}.",
        ),
    ),
    *_when(
        "ds_tra_lai",
        (
            BODY,
            "- Có {{ ds_tra_lai|length|dem }} đơn vị có báo cáo phải trả lại để hoàn chỉnh số "
            "liệu: {{ ds_tra_lai|ke('', 8, 'Phụ lục I') }}.",
        ),
    ),
    *_when(
        "dv.cho",
        (BODY, "- Tại thời điểm tổng hợp, {{ dv.cho|dem }} đơn vị chưa gửi, chưa đến hạn."),
    ),
    *_when(
        "don_vi_khong('CT101')",
        (
            BODY,
            "- Có {{ don_vi_khong('CT101')|length|dem }} đơn vị chưa ban hành văn bản quán triệt, "
            "triển khai: {{ don_vi_khong('CT101')|ke('', 8) }}.",
        ),
    ),
    *_when(
        "don_vi_con('CT505', 'CT506')",
        (
            BODY,
            "- Một số điểm nóng chưa được giải quyết dứt điểm tại: "
            "{{ don_vi_con('CT505', 'CT506')|ke('điểm', 8) }}.",
        ),
    ),
    *_when(
        "don_vi_duoi('CT208')",
        (
            BODY,
            "- Có {{ don_vi_duoi('CT208')|length|dem }} đơn vị có tỷ lệ giải quyết đơn, kiến nghị "
            "thấp hơn mức chung toàn tỉnh ({{ ct.CT208 }}%): "
            "{{ don_vi_duoi('CT208')|ke('%', 5) }}.",
        ),
    ),
    *_when(
        "don_vi_con('CT603', 'CT604')",
        (
            BODY,
            "- Còn kiến nghị sau giám sát, phản biện chưa được trả lời tại: "
            "{{ don_vi_con('CT603', 'CT604')|ke('kiến nghị', 5) }}.",
        ),
    ),
    *_when(
        "mo_hinh.giai_doan['Dừng']",
        (BODY, "- Có {{ mo_hinh.giai_doan['Dừng']|dem }} mô hình, điển hình dừng thực hiện."),
    ),
    *_when(
        "mo_hinh.chua_ro",
        (
            BODY,
            "- Có {{ mo_hinh.chua_ro|dem }} mô hình, điển hình chưa xác định được lĩnh vực hoặc "
            "giai đoạn, chưa tính trong bảng ở điểm 4 mục II.",
        ),
    ),
    *_when(
        "chua_co_so_lieu",
        (
            BODY,
            "- Có {{ chua_co_so_lieu|length|dem }} chỉ tiêu chưa có đơn vị nào báo cáo số liệu.",
        ),
    ),
    (
        BODY,
        "- Việc sơ kết, rút kinh nghiệm và nhân rộng mô hình, điển hình hiệu quả ở một số cơ quan, "
        "đơn vị, địa phương chưa thường xuyên.",
    ),
    (SUBHEADING, "2. Nguyên nhân"),
    (
        BODY,
        "Một số cơ quan, đơn vị, địa phương chưa quan tâm đúng mức đến việc theo dõi, kiểm tra và "
        "chế độ thông tin, báo cáo; cán bộ, công chức tham mưu công tác dân vận phần lớn kiêm "
        "nhiệm; nguồn lực dành cho việc xây dựng và nhân rộng mô hình còn hạn chế.",
    ),
)

NEXT_YEAR: tuple[Block, ...] = (
    (HEADING, "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {{ nam_sau }}"),
    (
        BODY,
        "1. Tiếp tục quán triệt, triển khai có hiệu quả các chủ trương của Đảng, chính sách, pháp "
        'luật của Nhà nước về công tác dân vận; gắn phong trào thi đua "Dân vận khéo" với các '
        "phong trào thi đua yêu nước và việc thực hiện nhiệm vụ chính trị của từng cơ quan, đơn "
        "vị, địa phương.",
    ),
    (
        BODY,
        "2. Nâng cao chất lượng công tác dân vận của chính quyền; đẩy mạnh cải cách hành chính; "
        "thực hiện nghiêm trách nhiệm tiếp công dân, đối thoại của người đứng đầu; giải quyết kịp "
        "thời kiến nghị chính đáng của Nhân dân, không để phát sinh điểm nóng.",
    ),
    (
        BODY,
        '3. Xây dựng mới, duy trì và nhân rộng các mô hình, điển hình "Dân vận khéo" thiết thực, '
        "bền vững, có sức lan tỏa; kịp thời phát hiện, biểu dương, khen thưởng tập thể, cá nhân "
        "tiêu biểu.",
    ),
    (
        BODY,
        "4. Bồi dưỡng kỹ năng cho cán bộ, công chức, viên chức làm công tác dân vận; phối hợp chặt "
        "chẽ với Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội trong giám sát, phản "
        "biện xã hội.",
    ),
    (
        BODY,
        "5. Theo dõi, đôn đốc, kiểm tra việc thực hiện; chấp hành nghiêm chế độ báo cáo, bảo đảm "
        "đúng thời hạn và số liệu chính xác.",
    ),
)

PROPOSALS: tuple[Block, ...] = (
    (HEADING, "V. ĐỀ XUẤT, KIẾN NGHỊ"),
    (BODY, "{{ co_quan.ten }} kính đề nghị {{ kinh_gui|join(', ') }}:"),
    (
        BODY,
        '- Xem xét, báo cáo Ban Thường vụ Tỉnh ủy kết quả thực hiện phong trào thi đua "Dân vận '
        'khéo" năm {{ nam }} của tỉnh.',
    ),
    *_when(
        "ds_qua_han or ds_tra_lai",
        (
            BODY,
            "- Chỉ đạo các đơn vị chưa gửi hoặc chưa hoàn chỉnh báo cáo khẩn trương thực hiện và "
            "làm rõ trách nhiệm của người đứng đầu.",
        ),
    ),
    *_when(
        "khen_thuong.tong",
        (
            BODY,
            "- Xem xét, khen thưởng các tập thể, cá nhân có thành tích tiêu biểu trong phong trào "
            "theo đề nghị của {{ co_quan.ten }}.",
        ),
    ),
)

CLOSING = (
    'Trên đây là báo cáo kết quả thực hiện phong trào thi đua "Dân vận khéo" năm {{ nam }}, '
    "{{ co_quan.ten }} kính báo cáo {{ kinh_gui|join(', ') }} xem xét, chỉ đạo./."
)

PARTS = (*LEADING, *RESULTS, *SHORTCOMINGS, *NEXT_YEAR, *PROPOSALS)
