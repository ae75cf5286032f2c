#include "config.h"

#include "model/usage.h"

#include "model/lang.h"

/* A brief date stands in a column of lists: in Arabic, whose months have two names, and in
 * Chinese it is 2015-12-18, as the UN's lists have it. Great numbers are counted by the
 * hundred million and the ten thousand in Chinese, and by the million in Spanish. */
static const struct usage usages[LANG_COUNT] = {
	{ /* ar */
		.months = {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل",
			"أيار/مايو", "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر",
			"تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
		.alone = {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل",
			"أيار/مايو", "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر",
			"تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
		.brief_months = {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس",
			"نيسان/أبريل", "أيار/مايو", "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس",
			"أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر",
			"كانون الأول/ديسمبر"},
		.full = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = " - "},
		.brief = {
			.patterns = {[1] = "{dd}", [3] = "{mm}-{dd}", [7] = "{y}-{mm}-{dd}",
			             [2] = "{M}", [6] = "{y}-{mm}", [4] = "{y}"},
			.to = "–", .year_first = true},
		.thousands = "\u00a0", .decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0بليون"}, {1e5, 1e6, 1, "\u00a0مليون"}},
	},
	{ /* zh */
		.months = {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月",
			"12月"},
		.alone = {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月",
			"12月"},
		.brief_months = {"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月",
			"11月", "12月"},
		.full = {
			.patterns = {[1] = "{d}日", [3] = "{m}{d}日", [7] = "{y}年{m}{d}日",
			             [2] = "{M}", [6] = "{y}年{M}", [4] = "{y}年"},
			.to = "至", .year_first = true},
		.brief = {
			.patterns = {[1] = "{dd}", [3] = "{mm}-{dd}", [7] = "{y}-{mm}-{dd}",
			             [2] = "{M}", [6] = "{y}-{mm}", [4] = "{y}"},
			.to = "–", .year_first = true},
		.thousands = "\u00a0", .decimal = ".",
		.scales = {{1e8, 1e8, 1, "亿"}, {1e5, 1e4, 0, "万"}},
	},
	{ /* en */
		.months = {"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December"},
		.alone = {"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December"},
		.brief_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
			"Oct", "Nov", "Dec"},
		.full = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.brief = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.thousands = ",", .decimal = ".",
		.scales = {{1e9, 1e9, 2, " bn"}, {1e5, 1e6, 1, " M"}},
	},
	{ /* fr */
		.months = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
			"août", "septembre", "octobre", "novembre", "décembre"},
		.alone = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
			"août", "septembre", "octobre", "novembre", "décembre"},
		.brief_months = {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.",
			"août", "sept.", "oct.", "nov.", "déc."},
		.full = {
			.patterns = {[1] = "{1}", [3] = "{1} {m}", [7] = "{1} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.brief = {
			.patterns = {[1] = "{1}", [3] = "{1} {m}", [7] = "{1} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.thousands = "\u00a0", .decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0Md"}, {1e5, 1e6, 1, "\u00a0M"}},
	},
	{ /* ru */
		.months = {"января", "февраля", "марта", "апреля", "мая", "июня", "июля",
			"августа", "сентября", "октября", "ноября", "декабря"},
		.alone = {"январь", "февраль", "март", "апрель", "май", "июнь", "июль",
			"август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
		.brief_months = {"янв.", "февр.", "марта", "апр.", "мая", "июня", "июля",
			"авг.", "сент.", "окт.", "нояб.", "дек."},
		.full = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y} года",
			             [2] = "{M}", [6] = "{M} {y} года", [4] = "{y} год"},
			.to = "–"},
		.brief = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.thousands = "\u00a0", .decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0млрд"}, {1e5, 1e6, 1, "\u00a0млн"}},
	},
	{ /* es */
		.months = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
			"agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		.alone = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
			"agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		.brief_months = {"ene.", "feb.", "mar.", "abr.", "mayo", "jun.", "jul.",
			"ago.", "sept.", "oct.", "nov.", "dic."},
		.full = {
			.patterns = {[1] = "{d}", [3] = "{d} de {m}", [7] = "{d} de {m} de {y}",
			             [2] = "{M}", [6] = "{M} de {y}", [4] = "{y}"},
			.to = " a "},
		.brief = {
			.patterns = {[1] = "{d}", [3] = "{d} {m}", [7] = "{d} {m} {y}",
			             [2] = "{M}", [6] = "{M} {y}", [4] = "{y}"},
			.to = "–"},
		.thousands = ".", .decimal = ",",
		.scales = {{1e9, 1e6, 0, "\u00a0M"}, {1e5, 1e6, 1, "\u00a0M"}},
	},
};

const struct usage *usage_of(int language)
{
	return &usages[language >= 0 && language < LANG_COUNT ? language : 2];
}
