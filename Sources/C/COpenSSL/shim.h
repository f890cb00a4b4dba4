// OpenSSL 3 (libcrypto) for Swift: wrappers for macros and variadic functions only.
#ifndef MAILWORKER_COPENSSL_SHIM_H
#define MAILWORKER_COPENSSL_SHIM_H
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

// BIO_get_mem_data is a macro over BIO_ctrl. The bytes belong to the BIO.
static inline long copenssl_memory_content(BIO *bio, char **start) { return BIO_get_mem_data(bio, start); }

// EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *copenssl_generate_rsa(size_t bits) { return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits); }
#endif
