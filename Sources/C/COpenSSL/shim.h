// OpenSSL 3 (libcrypto) for Swift: wrappers for macros only.
#ifndef MAILWORKER_COPENSSL_SHIM_H
#define MAILWORKER_COPENSSL_SHIM_H
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#endif
