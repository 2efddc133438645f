use std::path::Path;
use std::time::Instant;
use vertebra::{
    disk::{Stage, read},
    output::*,
    path::*,
};
#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn run(out: &Path, threads: usize, n: usize, salt: &str, folders: bool) {
    let t = Instant::now();
    let stage = Stage::begin(out, false).unwrap();
    let b = t.elapsed();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let body = "The quick brown fox jumps over the lazy dog. ".repeat(200);
    let t2 = Instant::now();
    std::thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                loop {
                    let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if i >= n {
                        break;
                    }
                    let p = if folders {
                        format!("s{}/page-{i}/index.html", i % 8)
                    } else {
                        format!("s{}/page-{i}.html", i % 8)
                    };
                    stage.put(Output {
                        path: OutputPath::new(&p).unwrap(),
                        bytes: Bytes::Made(format!("{i}{salt}{body}").into_bytes()),
                    });
                }
            });
        }
    });
    let p = t2.elapsed();
    let t3 = Instant::now();
    let r = stage.commit().unwrap();
    println!("begin {b:?} put {p:?} commit {:?} total {:?} {r:?}", t3.elapsed(), t.elapsed());
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a[1] == "read" {
        for _ in 0..5 {
            let t = Instant::now();
            let s = read::read(Path::new(&a[2]), 2).unwrap();
            println!("{} files {:?}", s.files.len(), t.elapsed());
        }
        return;
    }
    let out = Path::new(&a[1]);
    if a.len() > 2 {
        let k: usize = a[2].parse().unwrap();
        for _ in 0..k {
            run(out, 2, 10000, "x", true)
        }
        return;
    }
    let _ = std::fs::remove_dir_all(out);
    run(out, 2, 10000, "x", true);
    run(out, 2, 10000, "x", true);
    run(out, 2, 10000, "x", true);
    run(out, 2, 10000, "y", true);
    run(out, 2, 9000, "y", true);
}
