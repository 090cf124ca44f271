//! Does work on several threads and passes the results on in order. It knows nothing of the work.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::typeset::guard::STACK_BYTES;

/// Does the work of each index below `count` on threads with a large stack, and passes the results on in order.
///
/// When `stop` is set, no further work is begun.
pub fn parallel_in_order<T: Send>(
    count: usize,
    threads: usize,
    stop: &AtomicBool,
    work: &(dyn Fn(usize) -> T + Sync),
    receive: &mut dyn FnMut(T),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let rounds = |sender: mpsc::Sender<(usize, T)>| {
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count || sender.send((index, work(index))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads.clamp(1, count.max(1)) {
            let (sender, rounds) = (sender.clone(), &rounds);
            let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
            started += usize::from(thread.spawn_scoped(scope, move || rounds(sender)).is_ok());
        }
        // Where no thread can be started, this one does the work.
        if started == 0 {
            rounds(sender.clone());
        }
        drop(sender);
        pass_on_in_order(&receiver, receive);
    });
}

/// Passes results on in the order of their indices. Where work was stopped, some indices are missing.
fn pass_on_in_order<T>(receiver: &mpsc::Receiver<(usize, T)>, receive: &mut dyn FnMut(T)) {
    let mut waiting = std::collections::BTreeMap::new();
    let mut next = 0;
    for (index, done) in receiver {
        waiting.insert(index, done);
        while let Some(done) = waiting.remove(&next) {
            receive(done);
            next += 1;
        }
    }
    waiting.into_values().for_each(receive);
}
