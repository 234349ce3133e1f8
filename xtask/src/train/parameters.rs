//! The numbers that are learned, by name, and their gradients.

use std::ops::{Index, IndexMut};

use super::random::Random;

/// How a parameter begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Start {
    /// All values are this.
    Constant(f32),
    /// Uniform, scaled by the numbers of rows and columns (Glorot and Bengio 2010).
    Matrix,
    /// Uniform in plus or minus this.
    Uniform(f32),
}

/// What a parameter is for, which decides how it is stored and whether it is pulled to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rows that words look up.
    Table,
    /// Weights of a layer.
    Matrix,
    /// A bias, a gain, a stand-in for something missing.
    Vector,
}

/// A named matrix.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) columns: usize,
    /// Row after row.
    pub(crate) values: Vec<f32>,
}

/// A parameter in the list of all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id(usize);

/// All parameters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(pub(crate) Vec<Parameter>);

impl Parameters {
    /// Adds a parameter.
    pub(crate) fn add(
        &mut self,
        (name, kind): (&'static str, Kind),
        rows: usize,
        columns: usize,
        start: Start,
        random: &mut Random,
    ) -> Id {
        let range = match start {
            Start::Constant(_) => 0.0,
            Start::Matrix => (6.0 / (rows + columns) as f32).sqrt(),
            Start::Uniform(range) => range,
        };
        let mut values: Vec<f32> = (0..rows * columns)
            .map(|_| (random.unit() * 2.0 - 1.0) * range)
            .collect();
        if let Start::Constant(value) = start {
            values.fill(value);
        }
        self.0.push(Parameter {
            name,
            kind,
            columns,
            values,
        });
        Id(self.0.len() - 1)
    }

    /// Gradients of the same shapes, all zero.
    pub(crate) fn gradients(&self) -> Gradients {
        Gradients(
            self.0
                .iter()
                .map(|parameter| vec![0.0; parameter.values.len()])
                .collect(),
        )
    }
}

impl Index<Id> for Parameters {
    type Output = Vec<f32>;

    fn index(&self, id: Id) -> &Vec<f32> {
        &self.0[id.0].values
    }
}

impl IndexMut<Id> for Parameters {
    fn index_mut(&mut self, id: Id) -> &mut Vec<f32> {
        &mut self.0[id.0].values
    }
}

/// The derivative of the loss by each parameter.
#[derive(Debug, Clone)]
pub(crate) struct Gradients(pub(crate) Vec<Vec<f32>>);

impl Index<Id> for Gradients {
    type Output = Vec<f32>;

    fn index(&self, id: Id) -> &Vec<f32> {
        &self.0[id.0]
    }
}

impl IndexMut<Id> for Gradients {
    fn index_mut(&mut self, id: Id) -> &mut Vec<f32> {
        &mut self.0[id.0]
    }
}
