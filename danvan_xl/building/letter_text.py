"""The words of the reminder letters: what new templates say before staff edit them in Word.

One letter goes to one unit, the other to all units that its appendix lists. The variables are
those of ``reminders.letter``.
"""

from __future__ import annotations

TITLE = 'Đôn đốc báo cáo kết quả phong trào thi đua "Dân vận khéo"'
APPENDIX_LABEL = "Phụ lục"
APPENDIX_TITLE = "DANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA GỬI BÁO CÁO"


def _when(condition: str, *paragraphs: str) -> tuple[str, ...]:
    """Return ``paragraphs`` that only appear under ``condition``."""
    return (f"{{%p if {condition} %}}", *paragraphs, "{%p endif %}")


_DUTY = (
    "Thực hiện Công văn số 4418/UBND-NC ngày 05/9/2022 của Chủ tịch UBND tỉnh, các cơ quan, đơn "
    'vị, địa phương báo cáo kết quả thực hiện phong trào thi đua "Dân vận khéo" năm {{ nam }} về '
    "UBND tỉnh (qua {{ co_quan.ten }}) {% if nghiem_ngat %}trước{% else %}đến hết{% endif %} "
    "{{ han_nop }}"
)
_MAILBOX = _when(
    "thu_dien_tu", "Phiếu báo cáo điện tử gửi đến địa chỉ thư điện tử {{ thu_dien_tu }}."
)

SUBJECT = (
    "V/v {% if not qua_han %}nhắc thời hạn{% elif lan > 1 %}đôn đốc lần {{ lan_chu }} việc"
    '{% else %}đôn đốc{% endif %} báo cáo kết quả phong trào thi đua "Dân vận khéo" năm {{ nam }}'
)

BODY: tuple[str, ...] = (
    _DUTY + "{% if gia_han %}; riêng {{ don_vi.goi }} được gia hạn đến hết {{ ngay_cuoi }}"
    "{% elif doi_han %}; do ngày cuối của thời hạn là ngày nghỉ nên báo cáo được nhận đến hết "
    "{{ ngay_cuoi }}{% endif %}.",
    *_when(
        "tra_lai",
        "{{ co_quan.ten }} đã trả lại phiếu báo cáo của {{ don_vi.goi }} vào {{ tra_lai }} để hoàn "
        "chỉnh. Đến {{ ngay_xet_dai }}, {{ co_quan.ten }} chưa nhận được bản đã hoàn chỉnh"
        "{% if qua_han %}, quá hạn {{ so_ngay|dem }} ngày{% endif %}.",
    ),
    *_when(
        "not tra_lai",
        "Đến {{ ngay_xet_dai }}, {{ co_quan.ten }} chưa nhận được báo cáo của {{ don_vi.goi }}"
        "{% if qua_han %}, quá hạn {{ so_ngay|dem }} ngày{% endif %}.",
    ),
    *_when(
        "lan > 1",
        "{{ co_quan.ten }} đã đôn đốc lần {{ lan_truoc_chu }}{% if ngay_truoc %} vào "
        "{{ ngay_truoc }}{% endif %}; đây là lần đôn đốc {{ lan_chu }}. Văn bản này được gửi đến "
        "{{ cap_tren }} để theo dõi, chỉ đạo.",
    ),
    *_when(
        "lan <= 1 and ngay_truoc",
        "Việc này {{ co_quan.ten }} đã nhắc vào {{ ngay_truoc }}.",
    ),
    *_when(
        "qua_han",
        "{{ co_quan.ten }} đề nghị {{ don_vi.goi }} khẩn trương hoàn thành, gửi báo cáo kèm phiếu "
        "báo cáo điện tử về {{ co_quan.ten }} ngay khi nhận được Công văn này để kịp tổng hợp, báo "
        "cáo UBND tỉnh{% if lan > 1 %}; đồng thời nêu rõ lý do chậm báo cáo{% endif %}.",
    ),
    *_when(
        "not qua_han",
        "{{ co_quan.ten }} đề nghị {{ don_vi.goi }} hoàn thành, gửi báo cáo kèm phiếu báo cáo điện "
        "tử về {{ co_quan.ten }} chậm nhất {{ gui_truoc }}{% if gui_truoc != ngay_cuoi %} (ngày "
        "làm việc cuối cùng của thời hạn){% endif %} để kịp tổng hợp, báo cáo UBND tỉnh.",
    ),
    *_MAILBOX,
)

CLOSING = "Rất mong nhận được sự quan tâm, phối hợp của {{ don_vi.goi }}./."

JOINT_SUBJECT = (
    "V/v {% if ds_qua_han %}đôn đốc{% else %}nhắc thời hạn{% endif %} báo cáo kết quả phong trào "
    'thi đua "Dân vận khéo" năm {{ nam }}'
)

JOINT_BODY: tuple[str, ...] = (
    f"{_DUTY}.",
    *_when(
        "ds_qua_han",
        "Đến {{ ngay_xet_dai }}, còn {{ ds_qua_han|length|dem }} cơ quan, đơn vị, địa phương quá "
        "hạn chưa gửi báo cáo hoặc chưa gửi lại báo cáo đã được yêu cầu hoàn chỉnh"
        "{% if ds_nhieu_lan %}, trong đó {{ ds_nhieu_lan|length|dem }} đơn vị phải đôn đốc từ lần "
        "thứ hai trở lên{% endif %} (danh sách tại Phụ lục kèm theo).",
        "{{ co_quan.ten }} đề nghị các cơ quan, đơn vị, địa phương quá hạn khẩn trương hoàn thành, "
        "gửi báo cáo kèm phiếu báo cáo điện tử về {{ co_quan.ten }} ngay khi nhận được Công văn "
        "này để kịp tổng hợp, báo cáo UBND tỉnh.",
    ),
    *_when(
        "ds_nhieu_lan",
        "Các đơn vị phải đôn đốc từ lần thứ hai trở lên nêu rõ lý do chậm báo cáo. Văn bản này "
        "được gửi đến {{ cap_tren|join(', ') }} để theo dõi, chỉ đạo.",
    ),
    *_when(
        "ds_sap_den_han",
        "{% if ds_qua_han %}Ngoài ra, {% else %}Đến {{ ngay_xet_dai }}, {% endif %}còn "
        "{{ ds_sap_den_han|length|dem }} cơ quan, đơn vị, địa phương sắp đến hạn chưa gửi báo cáo "
        "(danh sách tại Phụ lục kèm theo); đề nghị hoàn thành, gửi báo cáo đúng thời hạn.",
    ),
    *_MAILBOX,
)

JOINT_CLOSING = (
    "Rất mong nhận được sự quan tâm, phối hợp của các cơ quan, đơn vị, địa phương có tên tại Phụ "
    "lục./."
)
