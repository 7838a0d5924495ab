//! Behaviour over HTTP on a real server and a real PostgreSQL. One binary: it links once.

mod private_cluster;
