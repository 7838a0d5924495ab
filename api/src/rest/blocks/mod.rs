//! Emergency blocks: one file per operation.

mod block_provider;
mod list_blocks;
mod read_block;
mod review_block;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_blocks::list_blocks)
        .service(read_block::read_block)
        .service(block_provider::block_provider)
        .service(review_block::review_block);
}
