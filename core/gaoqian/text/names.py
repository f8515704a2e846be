"""Regular expressions for Chinese personal names and offices, as they occur in bylines.

Names begin with a known surname; otherwise any word of two characters in brackets would match.
"""

#: The most common surnames, and those frequent in pen names and bylines.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范石廖贾韦夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    "向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌"
    "毕单季裴霍涂成苗谷曲盛冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦"
    "褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明"
    "佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强"
    "帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓"
    "修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植"
    "衡富尧闭厍嵬缑澹水竺羿弥酆逄傅汲郗郦牧庾宓翁言糜阚洛洪"
)
_COMPOUND = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|轩辕|令狐|钟离|宇文|长孙|慕容|司徒|申屠|端木|左丘|夏侯"
)
#: A letter beyond Latin-1, which in Chinese text is a Han character. A range of code points
#: would take a millisecond to compile, and the patterns contain it some three hundred times.
HAN_LETTER = r"[^\W\x00-\u00ff]"
#: A blank within a line, quick to compile for the same reason.
BLANK_IN_LINE = r"[^\S\n]"

#: One name: 2 or 3 characters (``杜 衡`` may be letter-spaced), 3 or 4 with a compound
#: surname, or a transliterated one with its dot.
NAME = (
    rf"(?:(?:{_COMPOUND}){BLANK_IN_LINE}?{HAN_LETTER}{{1,2}}|[{_SURNAMES}](?:{BLANK_IN_LINE}{HAN_LETTER}|{HAN_LETTER}{{1,2}}|{HAN_LETTER}{BLANK_IN_LINE}{HAN_LETTER})"
    rf"|{HAN_LETTER}{{2,5}}·{HAN_LETTER}{{2,5}}|{HAN_LETTER}{{4}}(?=(?:{BLANK_IN_LINE}|[）)\n])))(?!{HAN_LETTER})"
)
#: Behind a reporter's title and a blank, any short word is a name.
TITLED_NAME = rf"(?:{NAME}|{HAN_LETTER}{{2,4}}(?!{HAN_LETTER}))"
#: One name or several.
NAMES = rf"{NAME}(?:(?:[、/，]|{BLANK_IN_LINE}){{1,3}}{NAME}){{0,5}}"
_OFFICE = (
    rf"(?:{HAN_LETTER}{{0,18}}(?:局|委|办|处|科|队|部|厅|馆|所|站|中心|公司|工会|支队|大队|联合会|协会|集团|社区|街道"
    rf"|学校|医院|法院|检察院|委员会|管委会|办公室|新闻网|日报|晚报|电视台|报社|专班))"
)
#: The text of a signature in brackets: a name, an office, or an office and a name.
SIGNATURE = rf"(?:{NAMES}|{_OFFICE}|{HAN_LETTER}{{2,12}}{BLANK_IN_LINE}{NAMES})"
