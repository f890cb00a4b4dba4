// libxml2's HTML parser for Swift.
#ifndef MAILWORKER_CXML2_SHIM_H
#define MAILWORKER_CXML2_SHIM_H
#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU and would bring in ICU's headers, which are another version than those of
// Foundation: no file could see both. Only the end of a structure that is handled by pointer differs.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// A mutable global, which Swift does not let near concurrent code; to be called once, before the first parse.
static inline void cxml2_start(unsigned int maximum_depth) {
    xmlInitParser();
    xmlParserMaxDepth = maximum_depth;
}

// A mutable global function pointer, for the same reason.
static inline void cxml2_free(void *memory) { xmlFree(memory); }
#endif
