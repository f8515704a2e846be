"""The errors of the service; like the core's, they know nothing of HTTP.

`gaoqian_service.http.problems` holds the one table from errors to HTTP.
"""

from gaoqian import GaoqianError, SettingsError


class ServiceSettingsError(SettingsError):
    """A setting that the service cannot work with."""

    hint = "请对照 docs/http-api.md 的设置表检查"


class SchemaError(SettingsError):
    """A database whose tables are missing, older or newer than this program."""

    title = "数据库结构不对"
    hint = "请运行 gaoqian db upgrade"


class DatabaseError(GaoqianError):
    """A database that does not answer at present; the sender repeats unacknowledged requests."""

    title = "数据库暂时无法使用"
    hint = "请稍后重试"


class UnknownError(GaoqianError):
    """An identifier that does not exist: of an article, a model version, a key."""

    title = "没有找到"


class ConflictError(GaoqianError):
    """A request that contradicts stored state."""

    title = "与已有内容冲突"


class ContentError(GaoqianError):
    """A request whose content cannot be used.

    Attributes:
        field: The offending field.
    """

    title = "请求内容不合要求"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ModelRefusedError(ContentError):
    """A bundle that failed its inspection and is not served; the active one stays."""

    title = "模型未通过检验"


class KeyMissingError(GaoqianError):
    """A request without an API key, or with one that is unknown or revoked."""

    title = "需要有效的 API 密钥"
    hint = "请用 gaoqian keys create 新建密钥，放在 Authorization: Bearer 或 X-API-Key 中"


class ScopeMissingError(GaoqianError):
    """An API key without the scope that a request needs."""

    title = "该密钥没有此项权限"


class ForeignPageError(ScopeMissingError):
    """A cross-site request of a browser, from an origin that is not allowed."""

    title = "不接受其他网站的网页调用"
    hint = "确需如此，请把该网站列入 GAOQIAN_CORS_ORIGINS"


class BusyError(GaoqianError):
    """A request over a limit: of the service, or of its caller.

    Attributes:
        retry_after_seconds: When to try again, 1 or more.
    """

    title = "请求过多"
    hint = "请稍后重试"

    def __init__(self, message: str, retry_after_seconds: int = 1) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class RateError(BusyError):
    """A caller over its rate limit."""

    title = "超出调用频率"


class DeadlineError(BusyError):
    """A request that was not answered before its deadline."""

    title = "未能按时完成"


class PullError(GaoqianError):
    """A source of copy that cannot be fetched at present; the other sources go on."""

    title = "来源暂时无法收取"
    hint = "请检查地址、账号与网络；下一次会再试"


class BrokerError(GaoqianError):
    """A message broker that does not answer, or refuses what is asked of it."""

    title = "消息服务暂时无法使用"
    hint = "请检查地址、账号与网络；没有确认的消息会重新送来"


class DeliveryError(GaoqianError):
    """A target that accepts nothing at present; its deliveries wait and are sent again later."""

    title = "暂时无法送达"
    hint = "恢复后会自动补送"


class WireError(SettingsError):
    """A drop folder that cannot be used."""

    title = "收稿目录无法使用"


class FolderTakenError(WireError):
    """A drop folder that another process watches already."""

    title = "收稿目录已有进程在看"
    hint = "同一目录只能由一个 gaoqian wire watch 处理"


class RefusedError(GaoqianError):
    """A story that a target refuses for good."""

    title = "对方拒收"
    hint = "已存入死信目录；查明原因后用 gaoqian wire resend 重发"
