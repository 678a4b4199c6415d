"""How units shorten their names, and words that say nothing about which unit it is."""

from __future__ import annotations

UBND = "ủy ban nhân dân"
PROVINCE = "tỉnh quảng ngãi"

TYPES = (
    "thành phố",
    "thị xã",
    "thị trấn",
    "đặc khu",
    "huyện",
    "phường",
    "xã",
)
"""What a place can be; two different ones are two different places, whatever their names."""

SHORT_TYPES = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "h": "huyện",
    "p": "phường",
    "x": "xã",
}
"""Before a name only: elsewhere ``P`` or ``TT`` may be anything."""

COMMUNE_TYPES = frozenset({"thị trấn", "phường", "xã"})
"""Their names are often followed by that of the district they belong to."""

ABBREVIATIONS = {
    "ubnd": UBND,
    "hđnd": "hội đồng nhân dân",
    "vp": "văn phòng",
    "vpubnd": f"văn phòng {UBND}",
    "qn": "quảng ngãi",
    "qng": "quảng ngãi",
    "tpqn": "thành phố quảng ngãi",
    "ql": "quản lý",
    "bql": "ban quản lý",
    "bqlda": "ban quản lý dự án",
    "qlda": "quản lý dự án",
    "đtxd": "đầu tư xây dựng",
    "kkt": "khu kinh tế",
    "kcn": "khu công nghiệp",
    "nn": "nông nghiệp",
    "ptnt": "phát triển nông thôn",
    "nnptnt": "nông nghiệp phát triển nông thôn",
    "nnmt": "nông nghiệp môi trường",
    "tnmt": "tài nguyên môi trường",
    "mt": "môi trường",
    "lđtbxh": "lao động thương binh xã hội",
    "lđ": "lao động",
    "tbxh": "thương binh xã hội",
    "xh": "xã hội",
    "vhttdl": "văn hóa thể thao du lịch",
    "vhtt": "văn hóa thể thao",
    "vh": "văn hóa",
    "dl": "du lịch",
    "tttt": "thông tin truyền thông",
    "khđt": "kế hoạch đầu tư",
    "gdđt": "giáo dục đào tạo",
    "khcn": "khoa học công nghệ",
    "gtvt": "giao thông vận tải",
    "dttg": "dân tộc tôn giáo",
    "ptth": "phát thanh truyền hình",
    "đptth": "đài phát thanh truyền hình",
    "sở nv": "sở nội vụ",
    "sở ngv": "sở ngoại vụ",
    "sở tp": "sở tư pháp",
    "sở tc": "sở tài chính",
    "sở ct": "sở công thương",
    "sở xd": "sở xây dựng",
    "sở yt": "sở y tế",
    "ca tỉnh": "công an tỉnh",
    "ttr tỉnh": "thanh tra tỉnh",
    "bch": "bộ chỉ huy",
    "chqs": "chỉ huy quân sự",
    "bchqs": "bộ chỉ huy quân sự",
    "qs": "quân sự",
    "bđbp": "bộ đội biên phòng",
    "đh": "đại học",
    "đhpvđ": "đại học phạm văn đồng",
    "trường đh": "đại học",
    "trường đại học": "đại học",
}
"""Spaces and punctuation in them do not count: ``LĐ-TB&XH`` and ``LĐTBXH`` are one."""

SAME_WORDS = {"đắk": "đăk", "đak": "đăk", "ngọk": "ngọc"}
"""Spellings of one word in names from other languages."""

JOINING = frozenset({"và"})

NOISE = (
    "phiếu báo cáo của",
    "phiếu báo cáo",
    "báo cáo của",
    "báo cáo",
    "phong trào thi đua",
    "phong trào",
    "thi đua",
    "dân vận khéo",
    "công tác dân vận",
    "dân vận",
    "dvk",
    "kết quả thực hiện",
    "kết quả",
    "số liệu",
    "công văn",
    "tờ trình",
    "danh sách",
    "phụ lục",
    "tổng hợp",
    "dự thảo",
    "biểu mẫu",
    "mẫu phiếu",
    "mẫu biểu",
    "phiếu",
    "biểu",
    "tên đơn vị",
    "đơn vị báo cáo",
    "đơn vị",
    "cơ quan",
    "dành cho",
    "của",
    "bc",
    "cv",
    "nộp",
    "bản sửa",
    "đã sửa",
    "sửa",
    "bổ sung",
    "chính thức",
    "bản cuối",
    "copy",
    "final",
    "sao chép",
)
"""Phrases of titles and file names around the name of a unit; the longer ones first."""

NUMBERED = ("số", "năm", "lần", "tháng", "quý")
"""Words that say nothing when a number follows."""

ORGANS = (
    "công an",
    "trường",
    "bệnh viện",
    "trung tâm",
    "chi cục",
    "chi nhánh",
    "tòa án",
    "viện kiểm sát",
    "huyện ủy",
    "thị ủy",
    "thành ủy",
    "đảng ủy",
    "mặt trận",
    "mttq",
    "hội nông dân",
    "hội liên hiệp",
    "hội cựu chiến binh",
    "đoàn thanh niên",
    "huyện đoàn",
    "ban chỉ huy",
    "bộ chỉ huy",
)
"""Before the name of a place: ``Công an huyện Bình Sơn`` does not report for the district."""

OTHERS_AFTER = ("kính gửi", "gửi", "nơi nhận", "ban hành kèm", "kèm theo", "theo", "căn cứ")
"""After these words a title or file name speaks of somebody else."""
