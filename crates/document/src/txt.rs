//! Plain text. stub
