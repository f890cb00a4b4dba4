// libxml2's HTML parser for Swift.
#ifndef MAILWORKER_CXML2_SHIM_H
#define MAILWORKER_CXML2_SHIM_H
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#endif
