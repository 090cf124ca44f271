//! Characters that stand for others, as tables of pairs: the character as typed, then the right one. Sorted by the former.
//!
//! The tables were generated. What is done with them is for `look_alike`.

/// The radicals of Unicode, U+2E81 to U+2FD5, each with its ideograph.
///
/// Source: the property `Equivalent_Unified_Ideograph` of the Unicode Character Database 14.0.0, as Perl 5.36 gives it
/// (`prop_invmap("EqUIdeo")` of `Unicode::UCD`). Strokes (U+31C0 to U+31E3) are left out, since texts on writing mean them.
pub const RADICALS: &str = "\
    \u{2e81}厂\u{2e82}乛\u{2e83}乚\u{2e84}乙\u{2e85}亻\u{2e86}冂\u{2e87}𠘨\u{2e88}刀\u{2e89}刂\u{2e8a}卜\u{2e8b}㔾\u{2e8c}小\
    \u{2e8d}小\u{2e8e}兀\u{2e8f}尣\u{2e90}尢\u{2e91}𡯂\u{2e92}巳\u{2e93}幺\u{2e94}彑\u{2e95}彐\u{2e96}忄\u{2e97}心\u{2e98}扌\
    \u{2e99}攵\u{2e9b}旡\u{2e9c}日\u{2e9d}月\u{2e9e}歺\u{2e9f}母\u{2ea0}民\u{2ea1}氵\u{2ea2}氺\u{2ea3}灬\u{2ea4}爫\u{2ea5}爫\
    \u{2ea6}丬\u{2ea7}牛\u{2ea8}犭\u{2ea9}王\u{2eaa}𤴔\u{2eab}目\u{2eac}示\u{2ead}礻\u{2eae}𥫗\u{2eaf}糹\u{2eb0}纟\u{2eb1}罓\
    \u{2eb2}罒\u{2eb3}㓁\u{2eb4}冗\u{2eb5}𦉫\u{2eb6}羊\u{2eb7}𦍌\u{2eb8}𦍋\u{2eb9}耂\u{2eba}肀\u{2ebb}聿\u{2ebc}肉\u{2ebd}𦥑\
    \u{2ebe}艹\u{2ebf}艹\u{2ec0}艹\u{2ec1}虎\u{2ec2}衤\u{2ec3}覀\u{2ec4}西\u{2ec5}见\u{2ec6}角\u{2ec7}𧢲\u{2ec8}讠\u{2ec9}贝\
    \u{2eca}𧾷\u{2ecb}车\u{2ecc}辶\u{2ecd}辶\u{2ece}辶\u{2ecf}邑\u{2ed0}钅\u{2ed1}長\u{2ed2}镸\u{2ed3}长\u{2ed4}门\u{2ed5}𨸏\
    \u{2ed6}阝\u{2ed7}雨\u{2ed8}青\u{2ed9}韦\u{2eda}页\u{2edb}风\u{2edc}飞\u{2edd}食\u{2ede}𩙿\u{2edf}飠\u{2ee0}饣\u{2ee1}𩠐\
    \u{2ee2}马\u{2ee3}骨\u{2ee4}鬼\u{2ee5}鱼\u{2ee6}鸟\u{2ee7}卤\u{2ee8}麦\u{2ee9}黄\u{2eea}黾\u{2eeb}斉\u{2eec}齐\u{2eed}歯\
    \u{2eee}齿\u{2eef}竜\u{2ef0}龙\u{2ef1}龜\u{2ef2}亀\u{2ef3}龟\u{2f00}一\u{2f01}丨\u{2f02}丶\u{2f03}丿\u{2f04}乙\u{2f05}亅\
    \u{2f06}二\u{2f07}亠\u{2f08}人\u{2f09}儿\u{2f0a}入\u{2f0b}八\u{2f0c}冂\u{2f0d}冖\u{2f0e}冫\u{2f0f}几\u{2f10}凵\u{2f11}刀\
    \u{2f12}力\u{2f13}勹\u{2f14}匕\u{2f15}匚\u{2f16}匸\u{2f17}十\u{2f18}卜\u{2f19}卩\u{2f1a}厂\u{2f1b}厶\u{2f1c}又\u{2f1d}口\
    \u{2f1e}囗\u{2f1f}土\u{2f20}士\u{2f21}夂\u{2f22}夊\u{2f23}夕\u{2f24}大\u{2f25}女\u{2f26}子\u{2f27}宀\u{2f28}寸\u{2f29}小\
    \u{2f2a}尢\u{2f2b}尸\u{2f2c}屮\u{2f2d}山\u{2f2e}巛\u{2f2f}工\u{2f30}己\u{2f31}巾\u{2f32}干\u{2f33}幺\u{2f34}广\u{2f35}廴\
    \u{2f36}廾\u{2f37}弋\u{2f38}弓\u{2f39}彐\u{2f3a}彡\u{2f3b}彳\u{2f3c}心\u{2f3d}戈\u{2f3e}戶\u{2f3f}手\u{2f40}支\u{2f41}攴\
    \u{2f42}文\u{2f43}斗\u{2f44}斤\u{2f45}方\u{2f46}无\u{2f47}日\u{2f48}曰\u{2f49}月\u{2f4a}木\u{2f4b}欠\u{2f4c}止\u{2f4d}歹\
    \u{2f4e}殳\u{2f4f}毋\u{2f50}比\u{2f51}毛\u{2f52}氏\u{2f53}气\u{2f54}水\u{2f55}火\u{2f56}爪\u{2f57}父\u{2f58}爻\u{2f59}爿\
    \u{2f5a}片\u{2f5b}牙\u{2f5c}牛\u{2f5d}犬\u{2f5e}玄\u{2f5f}玉\u{2f60}瓜\u{2f61}瓦\u{2f62}甘\u{2f63}生\u{2f64}用\u{2f65}田\
    \u{2f66}疋\u{2f67}疒\u{2f68}癶\u{2f69}白\u{2f6a}皮\u{2f6b}皿\u{2f6c}目\u{2f6d}矛\u{2f6e}矢\u{2f6f}石\u{2f70}示\u{2f71}禸\
    \u{2f72}禾\u{2f73}穴\u{2f74}立\u{2f75}竹\u{2f76}米\u{2f77}糸\u{2f78}缶\u{2f79}网\u{2f7a}羊\u{2f7b}羽\u{2f7c}老\u{2f7d}而\
    \u{2f7e}耒\u{2f7f}耳\u{2f80}聿\u{2f81}肉\u{2f82}臣\u{2f83}自\u{2f84}至\u{2f85}臼\u{2f86}舌\u{2f87}舛\u{2f88}舟\u{2f89}艮\
    \u{2f8a}色\u{2f8b}艸\u{2f8c}虍\u{2f8d}虫\u{2f8e}血\u{2f8f}行\u{2f90}衣\u{2f91}襾\u{2f92}見\u{2f93}角\u{2f94}言\u{2f95}谷\
    \u{2f96}豆\u{2f97}豕\u{2f98}豸\u{2f99}貝\u{2f9a}赤\u{2f9b}走\u{2f9c}足\u{2f9d}身\u{2f9e}車\u{2f9f}辛\u{2fa0}辰\u{2fa1}辵\
    \u{2fa2}邑\u{2fa3}酉\u{2fa4}釆\u{2fa5}里\u{2fa6}金\u{2fa7}長\u{2fa8}門\u{2fa9}阜\u{2faa}隶\u{2fab}隹\u{2fac}雨\u{2fad}靑\
    \u{2fae}非\u{2faf}面\u{2fb0}革\u{2fb1}韋\u{2fb2}韭\u{2fb3}音\u{2fb4}頁\u{2fb5}風\u{2fb6}飛\u{2fb7}食\u{2fb8}首\u{2fb9}香\
    \u{2fba}馬\u{2fbb}骨\u{2fbc}高\u{2fbd}髟\u{2fbe}鬥\u{2fbf}鬯\u{2fc0}鬲\u{2fc1}鬼\u{2fc2}魚\u{2fc3}鳥\u{2fc4}鹵\u{2fc5}鹿\
    \u{2fc6}麥\u{2fc7}麻\u{2fc8}黃\u{2fc9}黍\u{2fca}黑\u{2fcb}黹\u{2fcc}黽\u{2fcd}鼎\u{2fce}鼓\u{2fcf}鼠\u{2fd0}鼻\u{2fd1}齊\
    \u{2fd2}齒\u{2fd3}龍\u{2fd4}龜\u{2fd5}龠\
";

/// The codes of private use that GB 18030-2000 and GB 18030-2005 gave to characters which Unicode has since. Each has the
/// code that GB 18030-2022 gives to the same two bytes; for a radical, that of its ideograph.
///
/// Source: the bytes A6D9 to A6F3, A8BC, A8BF and FE50 to FEA0, decoded by glibc 2.36 (`iconv -f GB18030`). The private codes
/// of these bytes are U+E78D to U+E796, U+E7C7, U+E7C8 and U+E815 to U+E864.
pub const PRIVATE_USE: &str = "\
    \u{e78d}\u{fe10}\u{e78e}\u{fe12}\u{e78f}\u{fe11}\u{e790}\u{fe13}\u{e791}\u{fe14}\u{e792}\u{fe15}\u{e793}\u{fe16}\
    \u{e794}\u{fe17}\u{e795}\u{fe18}\u{e796}\u{fe19}\u{e7c7}\u{1e3f}\u{e7c8}\u{1f9}\u{e815}厂\u{e816}𠂇\u{e817}𠂉\
    \u{e818}𠃌\u{e819}乙\u{e81a}㑳\u{e81b}㑇\u{e81c}刀\u{e81d}㔾\u{e81e}龴\u{e81f}㖞\u{e820}㘚\u{e821}㘎\u{e822}小\u{e823}心\
    \u{e824}㥮\u{e825}㤘\u{e826}龵\u{e827}㧏\u{e828}㧟\u{e829}㩳\u{e82a}㧐\u{e82b}龶\u{e82c}龷\u{e82d}㭎\u{e82e}㱮\u{e82f}㳠\
    \u{e830}牛\u{e831}𡗗\u{e832}龸\u{e833}𤴔\u{e834}䁖\u{e835}䅟\u{e836}𥫗\u{e837}䌷\u{e838}㓁\u{e839}羊\u{e83a}𦍌\u{e83b}𢦏\
    \u{e83c}䎱\u{e83d}䎬\u{e83e}聿\u{e83f}䏝\u{e840}䓖\u{e841}䙡\u{e842}䙌\u{e843}龹\u{e844}䜣\u{e845}䜩\u{e846}䝼\u{e847}䞍\
    \u{e848}𧾷\u{e849}䥇\u{e84a}䥺\u{e84b}䥽\u{e84c}䦂\u{e84d}䦃\u{e84e}䦅\u{e84f}䦆\u{e850}䦟\u{e851}䦛\u{e852}䦷\u{e853}䦶\
    \u{e854}龺\u{e855}𤇾\u{e856}䲣\u{e857}䲟\u{e858}䲠\u{e859}䲡\u{e85a}䱷\u{e85b}䲢\u{e85c}䴓\u{e85d}䴔\u{e85e}䴕\u{e85f}䴖\
    \u{e860}䴗\u{e861}䴘\u{e862}䴙\u{e863}䶮\u{e864}龻\
";
