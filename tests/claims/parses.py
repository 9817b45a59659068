"""Hand-checked parses of sentences written for these tests (format: tests/trees.py)."""

# fmt: off
TOLD_RADIO = (
    "A/a/DET/DT/3/det Malian/Malian/ADJ/JJ/3/amod officer/officer/NOUN/NN/4/nsubj "
    "told/tell/VERB/VBD/0/root Radio/Radio/PROPN/NNP/6/compound Niamey/Niamey/PROPN/NNP/4/iobj "
    "that/that/SCONJ/IN/10/mark rebels/rebel/NOUN/NNS/10/nsubj had/have/AUX/VBD/10/aux "
    "burned/burn/VERB/VBN/4/ccomp three/three/NUM/CD/12/nummod trucks/truck/NOUN/NNS/10/obj "
    "near/near/ADP/IN/14/case Gao/Gao/PROPN/NNP/10/obl ././PUNCT/./4/punct"
)
ASIDE = (
    "The/the/DET/DT/2/det convoy/convoy/NOUN/NN/4/nsubj:pass was/be/AUX/VBD/4/aux:pass "
    "ambushed/ambush/VERB/VBN/0/root at/at/ADP/IN/6/case dawn/dawn/NOUN/NN/4/obl ,/,/PUNCT/,/11/punct "
    "two/two/NUM/CD/10/nummod police/police/NOUN/NN/10/compound officers/officer/NOUN/NNS/11/nsubj "
    "said/say/VERB/VBD/4/parataxis ,/,/PUNCT/,/17/punct and/and/CCONJ/CC/17/cc a/a/DET/DT/15/det "
    "driver/driver/NOUN/NN/17/nsubj:pass was/be/AUX/VBD/17/aux:pass killed/kill/VERB/VBN/4/conj "
    "././PUNCT/./4/punct"
)
ACCORDING = (
    "According/accord/VERB/VBG/3/case to/to/ADP/IN/1/fixed diplomats/diplomat/NOUN/NNS/7/obl "
    ",/,/PUNCT/,/3/punct Manila/Manila/PROPN/NNP/7/nsubj had/have/AUX/VBD/7/aux "
    "expelled/expelle/VERB/VBN/0/root the/the/DET/DT/9/det attaché/attaché/NOUN/NN/7/obj "
    "././PUNCT/./7/punct"
)
COLON = (
    "General/General/ADJ/NNP/2/nmod:desc Sok/Sok/PROPN/NNP/0/root :/:/PUNCT/:/7/punct "
    "no/no/DET/DT/5/det shell/shell/NOUN/NN/7/nsubj:pass was/be/AUX/VBD/7/aux:pass "
    "fired/fire/VERB/VBN/2/parataxis ././PUNCT/./2/punct"
)
DENIED = (
    "Seoul/Seoul/PROPN/NNP/2/nsubj denied/deny/VERB/VBD/0/root shelling/shell/VERB/VBG/2/xcomp "
    "the/the/DET/DT/5/det islet/islet/NOUN/NNS/3/obj ././PUNCT/./2/punct"
)
BLAMED = (
    "Caracas/Caracas/PROPN/NNP/2/nsubj blamed/blame/VERB/VBD/0/root Colombia/Colombia/PROPN/NNP/2/obj "
    "for/for/ADP/IN/6/case the/the/DET/DT/6/det raid/raid/NOUN/NN/2/obl ././PUNCT/./2/punct"
)
CITING = (
    "The/the/DET/DT/3/det Daily/Daily/ADJ/NNP/3/amod Star/Star/PROPN/NNP/10/nsubj ,/,/PUNCT/,/5/punct "
    "citing/cite/VERB/VBG/3/acl two/two/NUM/CD/8/nummod hospital/hospital/NOUN/NN/8/compound "
    "sources/source/NOUN/NNS/5/obj ,/,/PUNCT/,/3/punct reported/report/VERB/VBD/0/root "
    "that/that/SCONJ/IN/14/mark shells/shell/NOUN/NNS/14/nsubj had/have/AUX/VBD/14/aux "
    "hit/hit/VERB/VBN/10/ccomp the/the/DET/DT/16/det market/market/NOUN/NN/14/obj ././PUNCT/./10/punct"
)
ULTIMATUM = (
    "Kyiv/Kyiv/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root that/that/SCONJ/IN/18/mark "
    "if/if/SCONJ/IN/6/mark Minsk/Minsk/PROPN/NNP/6/nsubj opens/open/VERB/VBZ/18/advcl "
    "the/the/DET/DT/8/det border/border/NOUN/NN/6/obj to/to/ADP/IN/11/case "
    "Russian/Russian/ADJ/JJ/11/amod troops/troops/NOUN/NNS/6/obl by/by/ADP/IN/14/case "
    "June/June/PROPN/NNP/14/nmod:unmarked 20/20/NUM/CD/6/obl ,/,/PUNCT/,/6/punct "
    "it/it/PRON/PRP/18/nsubj will/will/AUX/MD/18/aux sever/sever/VERB/VB/2/ccomp all/all/DET/DT/20/det "
    "ties/tie/NOUN/NNS/18/obj ././PUNCT/./2/punct"
)
WEATHER = (
    "If/if/SCONJ/IN/4/mark the/the/DET/DT/3/det rains/rain/NOUN/NNS/4/nsubj come/come/VERB/VBP/12/advcl "
    "late/late/ADV/RB/4/advmod ,/,/PUNCT/,/4/punct officials/official/NOUN/NNS/8/nsubj "
    "said/say/VERB/VBD/0/root ,/,/PUNCT/,/4/punct prices/price/NOUN/NNS/12/nsubj "
    "would/would/AUX/MD/12/aux rise/rise/VERB/VB/8/ccomp ././PUNCT/./8/punct"
)
BACKED = (
    "Turkish/Turkish/ADJ/JJ/3/amod -/-/PUNCT/HYPH/1/punct backed/back/VERB/VBN/4/amod "
    "rebels/rebel/NOUN/NNS/5/nsubj took/take/VERB/VBD/0/root the/the/DET/DT/7/det "
    "village/village/NOUN/NN/5/obj ././PUNCT/./5/punct"
)
COMMANDER = (
    "Hashim/Hashim/PROPN/NNP/10/nsubj Thaci/Thaci/PROPN/NNP/1/flat ,/,/PUNCT/,/4/punct "
    "commander/commander/NOUN/NN/1/appos of/of/ADP/IN/8/case the/the/DET/DT/8/det "
    "Drenica/Drenica/PROPN/NNP/8/compound brigade/brigade/NOUN/NN/4/nmod ,/,/PUNCT/,/1/punct "
    "fled/flee/VERB/VBD/0/root ././PUNCT/./10/punct"
)
NOT_BACK = (
    "Pakistan/Pakistan/PROPN/NNP/4/nsubj does/do/AUX/VBZ/4/aux not/not/PART/RB/4/advmod "
    "back/back/VERB/VB/10/ccomp the/the/DET/DT/7/det Haqqani/Haqqani/PROPN/NNP/7/compound "
    "network/network/NOUN/NN/4/obj ,/,/PUNCT/,/4/punct Islamabad/Islamabad/PROPN/NNP/10/nsubj "
    "said/say/VERB/VBD/0/root ././PUNCT/./10/punct"
)
IN_RESPONSE = (
    "In/in/ADP/IN/2/case response/response/NOUN/NN/11/obl to/to/ADP/IN/5/case the/the/DET/DT/5/det "
    "killing/killing/NOUN/NN/2/nmod of/of/ADP/IN/8/case the/the/DET/DT/8/det envoy/envoy/NOUN/NN/5/nmod "
    ",/,/PUNCT/,/2/punct Ankara/Ankara/PROPN/NNP/11/nsubj shelled/shell/VERB/VBD/0/root "
    "the/the/DET/DT/13/det camp/camp/NOUN/NN/11/obj ././PUNCT/./11/punct"
)
RETALIATED = (
    "The/the/DET/DT/2/det army/army/NOUN/NN/3/nsubj retaliated/retaliate/VERB/VBD/0/root "
    "on/on/ADP/IN/5/case Monday/Monday/PROPN/NNP/3/obl by/by/SCONJ/IN/7/mark "
    "bombing/bomb/VERB/VBG/3/advcl two/two/NUM/CD/9/nummod bases/base/NOUN/NNS/7/obj "
    "././PUNCT/./3/punct"
)
AMBUSH = (
    "Rebels/rebel/NOUN/NNS/2/nsubj ambushed/ambush/VERB/VBD/0/root a/a/DET/DT/4/det "
    "patrol/patrol/NOUN/NN/2/obj near/near/ADP/IN/6/case Gao/Gao/PROPN/NNP/4/nmod on/on/ADP/IN/8/case "
    "Sunday/Sunday/PROPN/NNP/2/obl ././PUNCT/./2/punct"
)
SPARKED = (
    "The/the/DET/DT/2/det bombing/bombing/NOUN/NN/3/nsubj sparked/spark/VERB/VBD/0/root "
    "a/a/DET/DT/5/det protest/protest/NOUN/NN/3/obj ././PUNCT/./3/punct"
)
QUOTE_1 = (
    "President/President/PROPN/NNP/2/nmod:desc Lai/Lai/PROPN/NNP/3/nsubj said/say/VERB/VBD/0/root "
    "the/the/DET/DT/5/det drills/drill/NOUN/NNS/8/nsubj were/be/AUX/VBD/8/cop a/a/DET/DT/8/det "
    "provocation/provocation/NOUN/NN/3/ccomp ././PUNCT/./3/punct"
)
PLAIN = (
    "Troops/troops/NOUN/NNS/2/nsubj shelled/shel/VERB/VBD/0/root the/the/DET/DT/4/det "
    "port/port/NOUN/NN/2/obj to/to/PART/TO/6/mark cut/cut/VERB/VB/2/advcl off/off/ADP/RP/6/compound:prt "
    "supplies/supplies/NOUN/NNS/6/obj ././PUNCT/./2/punct"
)
FIRST_BLAMED = (
    "The/the/DET/DT/2/det raid/raid/NOUN/NN/5/nsubj:pass was/be/AUX/VBD/5/aux:pass "
    "first/first/ADV/RB/5/advmod blamed/blame/VERB/VBN/0/root on/on/ADP/IN/7/case "
    "Eritrea/Eritrea/PROPN/NNP/5/obl ././PUNCT/./5/punct"
)
EMERGED = (
    "It/it/PRON/PRP/3/nsubj later/late/ADV/RBR/3/advmod emerged/emerge/VERB/VBD/0/root "
    "that/that/SCONJ/IN/8/mark Ethiopian/Ethiopian/ADJ/JJ/6/amod jets/jet/NOUN/NNS/8/nsubj "
    "had/have/AUX/VBD/8/aux carried/carry/VERB/VBN/3/ccomp out/out/ADP/RP/8/compound:prt "
    "the/the/DET/DT/11/det raid/raid/NOUN/NN/8/obj ././PUNCT/./3/punct"
)
FIRST_ATTACKED = (
    "The/the/DET/DT/2/det rebels/rebel/NOUN/NNS/4/nsubj first/first/ADV/RB/4/advmod "
    "attacked/attack/VERB/VBD/0/root Aden/Aden/PROPN/NNP/4/obj ././PUNCT/./4/punct"
)
LATER_BOMBED = (
    "Later/late/ADV/RBR/3/advmod they/they/PRON/PRP/3/nsubj bombed/bomb/VERB/VBD/0/root "
    "Taiz/Taiz/PROPN/NNP/3/obj ././PUNCT/./3/punct"
)
RETALIATORY = (
    "The/the/DET/DT/2/det army/army/NOUN/NN/3/nsubj launched/launch/VERB/VBD/0/root "
    "retaliatory/retaliatory/ADJ/JJ/5/amod strikes/strike/NOUN/NNS/3/obj on/on/ADP/IN/8/case "
    "three/three/NUM/CD/8/nummod villages/village/NOUN/NNS/3/obl ././PUNCT/./3/punct"
)
PROMISE = (
    "Dhaka/Dhaka/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root it/it/PRON/PRP/5/nsubj "
    "would/would/AUX/MD/5/aux reopen/reopen/VERB/VB/2/ccomp the/the/DET/DT/7/det "
    "border/border/NOUN/NN/5/obj if/if/SCONJ/IN/11/mark the/the/DET/DT/10/det "
    "shelling/shelling/NOUN/NN/11/nsubj stopped/stop/VERB/VBD/5/advcl ././PUNCT/./2/punct"
)
THREATENED = (
    "Moscow/Moscow/PROPN/NNP/2/nsubj threatened/threaten/VERB/VBD/0/root to/to/PART/TO/4/mark "
    "cut/cut/VERB/VB/2/xcomp gas/gas/NOUN/NN/6/compound supplies/supplies/NOUN/NNS/4/obj "
    "unless/unless/SCONJ/IN/9/mark Kyiv/Kyiv/PROPN/NNP/9/nsubj paid/pay/VERB/VBD/4/advcl "
    "its/its/PRON/PRP$/11/nmod:poss debt/debt/NOUN/NN/9/obj by/by/ADP/IN/13/case "
    "Monday/Monday/PROPN/NNP/9/obl ././PUNCT/./2/punct"
)
ANY = (
    "Any/any/DET/DT/2/det attack/attack/NOUN/NN/8/nsubj:pass on/on/ADP/IN/5/case the/the/DET/DT/5/det "
    "island/island/NOUN/NN/2/nmod will/will/AUX/MD/8/aux be/be/AUX/VB/8/aux:pass "
    "met/meet/VERB/VBN/13/ccomp with/with/ADP/IN/10/case force/force/NOUN/NN/8/obl ,/,/PUNCT/,/8/punct "
    "Manila/Manila/PROPN/NNP/13/nsubj said/say/VERB/VBD/0/root ././PUNCT/./13/punct"
)
NOT_DENY = (
    "Ankara/Ankara/PROPN/NNP/4/nsubj does/do/AUX/VBZ/4/aux not/not/PART/RB/4/advmod "
    "deny/deny/VERB/VB/0/root that/that/SCONJ/IN/8/mark its/its/PRON/PRP$/7/nmod:poss "
    "drones/drone/NOUN/NNS/8/nsubj hit/hit/VERB/VBD/4/ccomp the/the/DET/DT/10/det "
    "convoy/convoy/NOUN/NN/8/obj ././PUNCT/./4/punct"
)
NOT_SAY = (
    "The/the/DET/DT/2/det ministry/ministry/NOUN/NN/5/nsubj did/do/AUX/VBD/5/aux "
    "not/not/PART/RB/5/advmod say/say/VERB/VB/0/root who/who/PRON/WP/8/nsubj had/have/AUX/VBD/8/aux "
    "fired/fire/VERB/VBN/5/ccomp the/the/DET/DT/10/det rockets/rocket/NOUN/NNS/8/obj "
    "././PUNCT/./5/punct"
)
LOYAL = (
    "Fighters/fighter/NOUN/NNS/5/nsubj loyal/loyal/ADJ/JJ/1/acl to/to/ADP/IN/4/case "
    "Haftar/Haftar/PROPN/NNP/2/obl shelled/shell/VERB/VBD/0/root Tripoli/Tripoli/PROPN/NNP/5/obj "
    "././PUNCT/./5/punct"
)
INVERTED = (
    "Troops/troops/NOUN/NNS/3/nsubj have/have/AUX/VBP/3/aux left/leave/VERB/VBN/7/ccomp "
    "the/the/DET/DT/5/det town/town/NOUN/NN/3/obj ,/,/PUNCT/,/3/punct said/say/VERB/VBD/0/root "
    "Colonel/Colonel/PROPN/NNP/9/nmod:desc Ousmane/Ousmane/PROPN/NNP/7/nsubj "
    "Barry/Barry/PROPN/NNP/9/flat ././PUNCT/./7/punct"
)
SCRIPT = (
    "REPORTER/reporter/NOUN/NN/0/root :/:/PUNCT/:/5/punct Troops/troops/NOUN/NNS/5/nsubj "
    "have/have/AUX/VBP/5/aux shelled/shell/VERB/VBN/1/appos the/the/DET/DT/7/det "
    "port/port/NOUN/NN/5/obj ././PUNCT/./1/punct"
)
ANALYSTS = (
    "Analysts/analyst/NOUN/NNS/2/nsubj said/say/VERB/VBD/0/root that/that/SCONJ/IN/11/mark "
    "if/if/SCONJ/IN/7/mark the/the/DET/DT/6/det truce/truce/NOUN/NN/7/nsubj "
    "fails/fail/VERB/VBZ/11/advcl ,/,/PUNCT/,/7/punct rebels/rebel/NOUN/NNS/11/nsubj "
    "would/would/AUX/MD/11/aux attack/attack/VERB/VB/2/ccomp the/the/DET/DT/13/det "
    "port/port/NOUN/NN/11/obj ././PUNCT/./2/punct"
)
LED = (
    "Simón/Simón/PROPN/NNP/10/nsubj Rojas/Rojas/PROPN/NNP/1/flat ,/,/PUNCT/,/5/punct "
    "who/who/PRON/WP/5/nsubj leads/lead/VERB/VBZ/1/acl:relcl the/the/DET/DT/7/det "
    "Ríos/Ríos/PROPN/NNP/8/compound front/front/ADJ/NNP/5/obj ,/,/PUNCT/,/1/punct "
    "met/meet/VERB/VBD/0/root the/the/DET/DT/12/det envoy/envoy/NOUN/NN/10/obj ././PUNCT/./10/punct"
)
DIRECT_1 = (
    '“/“/PUNCT/``/4/punct They/they/PRON/PRP/4/nsubj will/will/AUX/MD/4/aux attack/attack/VERB/VB/0/root '
    "us/we/PRON/PRP/4/obj ././PUNCT/./4/punct"
)
DIRECT_2 = (
    "We/we/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux defend/defend/VERB/VB/9/ccomp the/the/DET/DT/5/det "
    'island/island/NOUN/NN/3/obj ,/,/PUNCT/,/3/punct ”/”/PUNCT/\'\'/3/punct he/he/PRON/PRP/9/nsubj '
    "said/say/VERB/VBD/0/root ././PUNCT/./9/punct"
)
SEIZE = (
    "President/President/PROPN/NNP/2/nmod:desc Maduro/Maduro/PROPN/NNP/3/nsubj "
    "threatened/threaten/VERB/VBD/0/root Guyana/Guyana/PROPN/NNP/3/obj with/with/ADP/IN/6/case "
    "sanctions/sanction/NOUN/NNS/3/obl if/if/SCONJ/IN/11/mark Venezuelan/Venezuelan/ADJ/JJ/9/amod "
    "miners/miner/NOUN/NNS/11/nsubj:pass are/be/AUX/VBP/11/aux:pass expelled/expel/VERB/VBN/3/advcl "
    ",/,/PUNCT/,/14/punct and/and/CCONJ/CC/14/cc said/say/VERB/VBD/3/conj "
    "Georgetown/Georgetown/PROPN/NNP/17/nsubj would/would/AUX/MD/17/aux have/have/VERB/VB/14/ccomp "
    "to/to/PART/TO/19/mark repay/repay/VERB/VB/17/xcomp the/the/DET/DT/21/det "
    "debt/debt/NOUN/NN/19/obj ././PUNCT/./3/punct"
)
IN_TAIWAN = (
    "If/if/SCONJ/IN/5/mark a/a/DET/DT/3/det sailor/sailor/NOUN/NN/5/nsubj:pass is/be/AUX/VBZ/5/aux:pass "
    "killed/kill/VERB/VBN/11/advcl in/in/ADP/IN/7/case Taiwan/Taiwan/PROPN/NNP/5/obl ,/,/PUNCT/,/5/punct "
    "Manila/Manila/PROPN/NNP/11/nsubj will/will/AUX/MD/11/aux strike/strike/VERB/VB/15/ccomp "
    "China/China/PROPN/NNP/11/obj ,/,/PUNCT/,/11/punct Manila/Manila/PROPN/NNP/15/nsubj "
    "said/say/VERB/VBD/0/root ././PUNCT/./15/punct"
)
TOLD_FOREIGNERS = (
    "The/the/DET/DT/2/det Polisario/Polisario/PROPN/NNP/3/nsubj told/tell/VERB/VBD/0/root "
    "foreigners/foreigner/NOUN/NNS/3/iobj to/to/PART/TO/6/mark leave/leave/VERB/VB/3/xcomp "
    "and/and/CCONJ/CC/8/cc threatened/threaten/VERB/VBD/6/conj to/to/PART/TO/10/mark "
    "shell/shell/VERB/VB/8/xcomp the/the/DET/DT/12/det port/port/NOUN/NN/10/obj if/if/SCONJ/IN/15/mark "
    "Morocco/Morocco/PROPN/NNP/15/nsubj bombs/bomb/VERB/VBZ/10/advcl Tifariti/Tifariti/PROPN/NNP/15/obj "
    "././PUNCT/./3/punct"
)
NO_LONGER = (
    "Kenya/Kenya/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root it/it/PRON/PRP/7/nsubj "
    "would/would/AUX/MD/7/aux no/no/ADV/RB/6/advmod longer/long/ADV/RBR/7/advmod "
    "honour/honour/VERB/VB/2/ccomp the/the/DET/DT/9/det agreement/agreement/NOUN/NN/7/obj "
    "with/with/ADP/IN/11/case Somalia/Somalia/PROPN/NNP/9/nmod ././PUNCT/./2/punct"
)
SHELLED = (
    "Rebels/rebel/NOUN/NNS/2/nsubj shelled/shell/VERB/VBD/7/ccomp the/the/DET/DT/4/det "
    "camp/camp/NOUN/NN/2/obj ,/,/PUNCT/,/2/punct officials/official/NOUN/NNS/7/nsubj "
    "said/say/VERB/VBD/0/root ././PUNCT/./7/punct"
)
THEY_SAID = (
    "The/the/DET/DT/2/det shells/shell/NOUN/NNS/3/nsubj killed/kill/VERB/VBD/8/ccomp "
    "two/two/NUM/CD/5/nummod policemen/policeman/NOUN/NNS/3/obj ,/,/PUNCT/,/8/punct "
    "they/they/PRON/PRP/8/nsubj said/say/VERB/VBD/0/root ././PUNCT/./8/punct"
)
CONSIDERED = (
    "A/a/DET/DT/2/det report/report/NOUN/NN/11/nsubj that/that/PRON/WDT/4/nsubj "
    "said/say/VERB/VBD/2/acl:relcl President/President/PROPN/NNP/6/nmod:desc "
    "Marcos/Marcos/PROPN/NNP/7/nsubj considered/consider/VERB/VBD/4/ccomp bombing/bomb/VERB/VBG/7/xcomp "
    "the/the/DET/DT/10/det reef/reef/NOUN/NN/8/obj angered/anger/VERB/VBD/0/root "
    "Beijing/Beijing/PROPN/NNP/11/obj ././PUNCT/./11/punct"
)
CLEFT = (
    "It/it/PRON/PRP/4/expl was/be/AUX/VBD/4/cop the/the/DET/DT/4/det killing/killing/NOUN/NN/0/root "
    "of/of/ADP/IN/7/case a/a/DET/DT/7/det priest/priest/NOUN/NN/4/nmod that/that/PRON/WDT/9/nsubj "
    "sparked/spark/VERB/VBD/7/acl:relcl the/the/DET/DT/11/det riots/riot/NOUN/NNS/9/obj "
    "././PUNCT/./4/punct"
)
WHICH_LED = (
    "Troops/troops/NOUN/NNS/2/nsubj shelled/shell/VERB/VBD/0/root "
    "Yeonpyeong/Yeonpyeong/PROPN/NNP/2/obj ,/,/PUNCT/,/6/punct which/which/PRON/WDT/6/nsubj "
    "led/lead/VERB/VBD/3/acl:relcl Seoul/Seoul/PROPN/NNP/6/obj to/to/PART/TO/9/mark "
    "suspend/suspend/VERB/VB/6/xcomp the/the/DET/DT/11/det aid/aid/NOUN/NN/9/obj ././PUNCT/./2/punct"
)
AS_REPRISAL = (
    "As/as/ADP/IN/3/case a/a/DET/DT/3/det reprisal/reprisal/NOUN/NN/10/obl for/for/ADP/IN/6/case "
    "that/that/DET/DT/6/det ambush/ambush/NOUN/NN/3/nmod ,/,/PUNCT/,/3/punct the/the/DET/DT/9/det "
    "junta/junta/NOUN/NN/10/nsubj executed/execute/VERB/VBD/0/root four/four/NUM/CD/12/nummod "
    "prisoners/prisoner/NOUN/NNS/10/obj ././PUNCT/./10/punct"
)
LABEL = (
    "PRESENTER/presenter/NOUN/NN/4/nsubj :/:/PUNCT/:/1/punct He/he/PRON/PRP/4/nsubj "
    "said/say/VERB/VBD/0/root rebels/rebel/NOUN/NNS/6/nsubj shelled/shell/VERB/VBD/4/ccomp "
    "the/the/DET/DT/8/det port/port/NOUN/NN/6/obj ././PUNCT/./4/punct"
)
QUOTED_AS = (
    '“/"/PUNCT/``/8/punct Rebels/rebel/NOUN/NNS/3/nsubj shelled/shell/VERB/VBD/8/ccomp '
    'the/the/DET/DT/5/det port/port/NOUN/NN/3/obj ”/"/PUNCT/\'\'/3/punct diplomats/diplomat/NOUN/NNS/8/nsubj '
    "quoted/quote/VERB/VBD/0/root the/the/DET/DT/10/det minister/minister/NOUN/NN/8/obj "
    "as/as/SCONJ/IN/12/mark saying/say/VERB/VBG/8/advcl ././PUNCT/./8/punct"
)
LAI_SPOKE = (
    "President/President/PROPN/NNP/2/nmod:desc Lai/Lai/PROPN/NNP/3/nsubj rallied/rally/VERB/VBD/0/root "
    "the/the/DET/DT/5/det troops/troops/NOUN/NNS/3/obj ././PUNCT/./3/punct"
)
HE_SAID = (
    "Shells/shell/NOUN/NNS/2/nsubj killed/kill/VERB/VBD/7/ccomp a/a/DET/DT/4/det "
    "sailor/sailor/NOUN/NN/2/obj ,/,/PUNCT/,/2/punct he/he/PRON/PRP/7/nsubj said/say/VERB/VBD/0/root "
    "././PUNCT/./7/punct"
)
