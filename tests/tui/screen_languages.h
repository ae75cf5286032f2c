/* SPDX-License-Identifier: ISC */
/* The pages of screen_languages.c, of our own words, and their rows. */
{
	"docfile 1\n"
	"F language en\n"
	"B heading\n"
	"A level 1\n"
	"T The locks of the canal\n"
	"B paragraph\n"
	"A number 4\n"
	"A marker 4.\n"
	"T The Council of the locks recalls resolution 12 (2031) and asks that the upper gates, "
	"closed since the flood of 2030, be opened before nightfall; and that the harbour be "
	"told.\n"
	"B item\n"
	"A level 1\n"
	"A marker (a)\n"
	"T of the height of the water;\n"
	".\n",
	{
		{
			"> The locks of the canal",
			"",
			"  4. The Council of the locks recalls",
			"     resolution 12 (2031) and asks that",
			"     the upper gates, closed since the",
			"     flood of 2030, be opened before",
			"     nightfall; and that the harbour be",
			"     told.",
			"",
			"  (a) of the height of the water;",
		},
		{
			"> The locks of the canal",
			"",
			"  4. The Council of the locks recalls resolution 12 (2031) and asks that "
			"the",
			"     upper gates, closed since the flood of 2030, be opened before "
			"nightfall;",
			"     and that the harbour be told.",
			"",
			"  (a) of the height of the water;",
		},
		{
			"> The locks of the canal",
			"",
			"  4. The Council of the locks recalls resolution 12 (2031) and asks that "
			"the upper gates, closed since the flood",
			"     of 2030, be opened before nightfall; and that the harbour be told.",
			"",
			"  (a) of the height of the water;",
		},
	},
},
	{
		"docfile 1\n"
		"F language fr\n"
		"B heading\n"
		"A level 1\n"
		"T Les écluses du canal\n"
		"B paragraph\n"
		"A number 4\n"
		"A marker 4.\n"
		"T Le Conseil des écluses rappelle la résolution 12 (2031) et demande que les "
		"vannes d’amont, fermées depuis la crue de 2030, soient ouvertes avant la nuit ; "
		"et que le port soit prévenu.\n"
		"B item\n"
		"A level 1\n"
		"A marker a)\n"
		"T de la hauteur des eaux ;\n"
		".\n",
		{
			{
				"> Les écluses du canal",
				"",
				"  4. Le Conseil des écluses rappelle la",
				"     résolution 12 (2031) et demande que",
				"     les vannes d’amont, fermées depuis",
				"     la crue de 2030, soient ouvertes",
				"     avant la nuit ; et que le port soit",
				"     prévenu.",
				"",
				"  a) de la hauteur des eaux ;",
			},
			{
				"> Les écluses du canal",
				"",
				"  4. Le Conseil des écluses rappelle la résolution 12 (2031) et "
				"demande que les",
				"     vannes d’amont, fermées depuis la crue de 2030, soient "
				"ouvertes avant la",
				"     nuit ; et que le port soit prévenu.",
				"",
				"  a) de la hauteur des eaux ;",
			},
			{
				"> Les écluses du canal",
				"",
				"  4. Le Conseil des écluses rappelle la résolution 12 (2031) et "
				"demande que les vannes d’amont, fermées depuis",
				"     la crue de 2030, soient ouvertes avant la nuit ; et que le "
				"port soit prévenu.",
				"",
				"  a) de la hauteur des eaux ;",
			},
		},
	},
	{
		"docfile 1\n"
		"F language es\n"
		"B heading\n"
		"A level 1\n"
		"T Las esclusas del canal\n"
		"B paragraph\n"
		"A number 4\n"
		"A marker 4.\n"
		"T El Consejo de las Esclusas recuerda la resolución 12 (2031) y pide que las "
		"compuertas superiores, cerradas desde la crecida de 2030, se abran antes de la "
		"noche; y que se avise al puerto.\n"
		"B item\n"
		"A level 1\n"
		"A marker a)\n"
		"T de la altura del agua;\n"
		".\n",
		{
			{
				"> Las esclusas del canal",
				"",
				"  4. El Consejo de las Esclusas recuerda",
				"     la resolución 12 (2031) y pide que",
				"     las compuertas superiores, cerradas",
				"     desde la crecida de 2030, se abran",
				"     antes de la noche; y que se avise",
				"     al puerto.",
				"",
				"  a) de la altura del agua;",
			},
			{
				"> Las esclusas del canal",
				"",
				"  4. El Consejo de las Esclusas recuerda la resolución 12 (2031) "
				"y pide que las",
				"     compuertas superiores, cerradas desde la crecida de 2030, se "
				"abran antes de",
				"     la noche; y que se avise al puerto.",
				"",
				"  a) de la altura del agua;",
			},
			{
				"> Las esclusas del canal",
				"",
				"  4. El Consejo de las Esclusas recuerda la resolución 12 (2031) "
				"y pide que las compuertas superiores, cerradas",
				"     desde la crecida de 2030, se abran antes de la noche; y que "
				"se avise al puerto.",
				"",
				"  a) de la altura del agua;",
			},
		},
	},
	{
		"docfile 1\n"
		"F language ru\n"
		"B heading\n"
		"A level 1\n"
		"T Шлюзы канала\n"
		"B paragraph\n"
		"A number 4\n"
		"A marker 4.\n"
		"T Совет шлюзов ссылается на резолюцию 12 (2031) и просит, чтобы верхние ворота, "
		"закрытые после паводка 2030 года, были открыты до наступления ночи; и чтобы порт "
		"был предупреждён.\n"
		"B item\n"
		"A level 1\n"
		"A marker a)\n"
		"T о высоте воды;\n"
		".\n",
		{
			{
				"> Шлюзы канала",
				"",
				"  4. Совет шлюзов ссылается на резолюцию",
				"     12 (2031) и просит, чтобы верхние",
				"     ворота, закрытые после паводка 2030",
				"     года, были открыты до наступления",
				"     ночи; и чтобы порт был",
				"     предупреждён.",
				"",
				"  a) о высоте воды;",
			},
			{
				"> Шлюзы канала",
				"",
				"  4. Совет шлюзов ссылается на резолюцию 12 (2031) и просит, "
				"чтобы верхние",
				"     ворота, закрытые после паводка 2030 года, были открыты до "
				"наступления ночи;",
				"     и чтобы порт был предупреждён.",
				"",
				"  a) о высоте воды;",
			},
			{
				"> Шлюзы канала",
				"",
				"  4. Совет шлюзов ссылается на резолюцию 12 (2031) и просит, "
				"чтобы верхние ворота, закрытые после паводка 2030",
				"     года, были открыты до наступления ночи; и чтобы порт был "
				"предупреждён.",
				"",
				"  a) о высоте воды;",
			},
		},
	},
	{
		"docfile 1\n"
		"F language zh\n"
		"B heading\n"
		"A level 1\n"
		"T 运河的船闸\n"
		"B paragraph\n"
		"A number 4\n"
		"A marker 4.\n"
		"T "
		"船闸理事会回顾第12(2031)"
		"号决议，请求在天黑之前打开自2030年洪水以来一直关闭的上游闸门（包括北门和南门），并"
		"将水位通知港口；还请求“北方”公司每天报告。\n"
		"B item\n"
		"A level 1\n"
		"A marker (a)\n"
		"T 水的高度；\n"
		".\n",
		{
			{
				"> 运河的船闸",
				"",
				"  4. 船闸理事会回顾第12(2031)号决议，请",
				"     求在天黑之前打开自2030年洪水以来一",
				"     直关闭的上游闸门（包括北门和南",
				"     门），并将水位通知港口；还请求“北",
				"     方”公司每天报告。",
				"",
				"  (a) 水的高度；",
			},
			{
				"> 运河的船闸",
				"",
				"  4. "
				"船闸理事会回顾第12(2031)"
				"号决议，请求在天黑之前打开自2030年洪水以来一直关闭",
				"     "
				"的上游闸门（包括北门和南门），并将水位通知港口；还请求“北方”公司每"
				"天报告。",
				"",
				"  (a) 水的高度；",
			},
			{
				"> 运河的船闸",
				"",
				"  4. "
				"船闸理事会回顾第12(2031)"
				"号决议，请求在天黑之前打开自2030年洪水以来一直关闭的上游闸门（包括"
				"北门和南门），并",
				"     将水位通知港口；还请求“北方”公司每天报告。",
				"",
				"  (a) 水的高度；",
			},
		},
	},
