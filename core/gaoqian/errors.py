"""Exceptions of Gaoqian: each message names the value it got and what was expected.

They are independent of HTTP and exit codes; the service and the command line each map them in
one table. Messages are in English; ``title`` and ``hint``, in Chinese, are shown to users first.
"""


class GaoqianError(Exception):
    """Base class of all exceptions that Gaoqian raises deliberately.

    Attributes:
        title: What went wrong, in a few Chinese words.
        hint: What to do about it, in Chinese.
    """

    title = "出错"
    hint = ""


class ArticleError(GaoqianError):
    """A record that is not an article: a field is missing or has the wrong type."""

    title = "稿件格式不对"
    hint = "每条稿件是一个 JSON 对象，至少含 headline 或 body 字符串"


class TaxonomyError(GaoqianError):
    """A taxonomy file that cannot be read, or a topic that it does not hold."""

    title = "分类表无法使用"
    hint = "请对照 datasets/taxonomy.toml 的写法检查"


class SegmenterError(GaoqianError):
    """A segmenter that is not installed, or a user dictionary that cannot be read."""

    title = "分词器无法使用"
    hint = "请安装 rjieba 或检查用户词典"


class RubricError(GaoqianError):
    """A list of a newsroom's own columns (rubrics) that cannot be read."""

    title = "栏目表无法使用"
    hint = "每行一个栏目名，后面可加类别 opinion、note 或 column"


class ReadError(GaoqianError):
    """A file, or one line of it, that cannot be read as articles."""

    title = "文件无法读取"
    hint = "请检查文件格式与编码"


class BundleError(GaoqianError):
    """A bundle that is missing, damaged, of a newer format, or needs another segmenter."""

    title = "模型无法使用"
    hint = "请运行 gaoqian train 训练模型，或用 --models 指定模型目录"


class MixtureError(GaoqianError):
    """Topic shares that cannot be estimated, or thresholds that cannot be fitted to them."""

    title = "阈值无法调整"
    hint = "详见 docs/cli.md 的 gaoqian thresholds 一节"


class DataError(GaoqianError):
    """Training or evaluation data that is invalid."""

    title = "数据无法使用"
    hint = "请按所指文件与行号改正，可用 gaoqian datasets validate 一次查全"


class ExtraError(GaoqianError):
    """An optional dependency that is needed and not installed."""

    title = "缺少可选依赖"
    hint = "请照上面的命令安装后再运行"


class PluginError(GaoqianError):
    """A format of another package that cannot be imported, or that several packages offer."""

    title = "插件无法使用"
    hint = "请升级或卸载所指的软件包，写法见 docs/formats.md"


class OutputError(GaoqianError):
    """An output file that cannot be opened or resumed, or would be overwritten."""

    title = "输出文件无法使用"
    hint = "请检查 --output 与输入；接着上次写要加 --resume，重来要先删除该文件"


class WorkerError(GaoqianError):
    """A worker process that died."""

    title = "工作进程意外退出"
    hint = "多半是内存不足，可减少 --jobs；写到 --output 的，加 --resume 可接着做"


class SettingsError(GaoqianError):
    """A setting that is invalid, or contradicts the existing data."""

    title = "配置无法使用"
